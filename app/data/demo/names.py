"""Names of the demo network's members: first names and surnames of many cultures, the surnames mostly invented."""

from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST_NAMES: Final = _words("""
Mira Tomas Noor Ilse Kofi Yuna Rafael Signe Amara Dmitri Leila Joaquin Freya Idris Hana Casper Zofia Emeka Priya
Anders Lucía Tariq Maren Bao Elif Mateo Sunniva Kwame Rania Jonas Thandi Pavel Inês Farid Linnea Koji Saoirse Babak
Wanjiru Nils Ayşe Ruben Chiara Sefa Astrid Minh Oksana Tendai Élodie Arjun Halima Viktor Naledi Søren Marisol Jun
Petra Bilal Solveig Ravi Dalia Henrik Akua Milan Yara Eoin Keiko Bogdan Fatou Lars Nadia Iván Sigrid Omar Tuyet
Gaspard Malika Stellan Ximena Rui Ines Baraka Agnieszka Teo Samira Kaito Ottilie Hamza Lerato Emil Daniela Ngozi
Matthias Laleh Björn Celeste Yusuf Anika Paulo Wren Zanele Luka Mei Rosalind Ayodele Clément Nour Tilda Santiago Ewa
Karim Ingrid Dov Shirin Oluf Beatriz Jiho Asha Marek Vesna
""")

SURNAMES: Final = _words("""
Aldervane Brandvik Castelmar Dunmoor Eskelund Farrowby Greenholt Halvarby Ivarstad Jallowen Kestrelli Lindemark
Marrowick Nakahira Okombe Pellervo Quistgard Rosenvale Sandoreanu Tamblyne Ullersund Vantongeren Wexcombe Yarrowin
Zelinek Abadiou Birkeneth Corvalão Dembeko Echavarro Fjellbrand Garimetov Holmquister Itohara Jankovero Kadiroglan
Lachmanov Mbekwe Norrevang Ostrander-Vale Pashkiran Raventhal Saikawa Tchamba Umarsen Vasconde Westerhagn
Xiberras-Dahl Yildizgor Zamoral Åkerlind Bélanvoir Çelebioy Dąbrowiec Ebongue Fairmeadow Grønholm Hoshizora Iriberri
Jørstad Kallistou Lupancu Mwangari Nováček Ødevik Petrakova Quillfeather Rahmanzad Šimberk Tuomaranta Uzelmann
Vilhelmi Wolanska Yenifer-Roy Zubiaga Amankwa-Lee Brightwater Cosgrave-Oduya Dhawanti Elsmere
""")
