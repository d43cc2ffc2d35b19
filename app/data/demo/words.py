"""The invented world of the demo network: companies, schools, places, trades."""

from typing import Final, NamedTuple


class Company(NamedTuple):
    name: str
    industry: str
    place: str
    weight: int


COMPANIES: Final = tuple(
    Company(*row)
    for row in (
        ("Northwind Loom", "Software", "Lisbon", 9),
        ("Petrichor Labs", "Software", "Berlin", 8),
        ("Quiet Harbour Systems", "Software", "Nairobi", 7),
        ("Tesselate", "Software", "Toronto", 6),
        ("Lanternfish", "Software", "Seoul", 5),
        ("Bramble & Byte", "Software", "Dublin", 3),
        ("Driftglass Analytics", "Data", "Amsterdam", 6),
        ("Ninefold Statistics", "Data", "Bengaluru", 5),
        ("Cartographia", "Data", "Montevideo", 3),
        ("Saltmarsh Insights", "Data", "Copenhagen", 2),
        ("Amberline Bank", "Finance", "Zurich", 7),
        ("Copperleaf Mutual", "Finance", "Toronto", 5),
        ("Harrowgate Capital", "Finance", "Singapore", 4),
        ("Baobab Pay", "Finance", "Lagos", 5),
        ("Mistral Turbines", "Energy", "Copenhagen", 5),
        ("Sunward Cooperative", "Energy", "Cape Town", 4),
        ("Tidewheel", "Energy", "Oslo", 3),
        ("Geysir Heat", "Energy", "Reykjavik", 2),
        ("Juniper Clinics", "Health", "Melbourne", 6),
        ("Willowbark Pharma", "Health", "Basel", 5),
        ("Pulsewright", "Health", "Berlin", 3),
        ("Kindred Care", "Health", "Dublin", 3),
        ("Open Slate Learning", "Education", "Nairobi", 4),
        ("Paperkite Schools", "Education", "Bengaluru", 3),
        ("Longwood Press", "Media", "Mexico City", 4),
        ("Foxfire Studio", "Media", "Seoul", 4),
        ("Half Moon Radio", "Media", "Lisbon", 2),
        ("Ironbridge Works", "Manufacturing", "Osaka", 6),
        ("Velo Forge", "Manufacturing", "Amsterdam", 3),
        ("Loomcraft", "Manufacturing", "Istanbul", 4),
        ("Stonecrop Ceramics", "Manufacturing", "Porto", 2),
        ("Wayfarer Rail", "Transport", "Warsaw", 5),
        ("Albatross Freight", "Transport", "Singapore", 4),
        ("Pebble Scooters", "Transport", "Mexico City", 2),
        ("Clover Fields", "Agriculture", "Melbourne", 3),
        ("Terrace Farms", "Agriculture", "Montevideo", 2),
        ("Oak & Arbour", "Law", "Zurich", 3),
        ("Plumbline Advisers", "Consulting", "Warsaw", 6),
        ("Compass Rose Partners", "Consulting", "Istanbul", 4),
        ("Hearth & Span Architects", "Construction", "Oslo", 3),
    )
)

SCHOOLS: Final = (
    "Aurelian University",
    "Birchwater Institute of Technology",
    "Cedar Coast College",
    "Eastmere University",
    "Fernhill Polytechnic",
    "Great Rift University",
    "Harbourside School of Design",
    "Indigo Valley Institute",
    "Lakelight University",
    "Meridian Business School",
    "Northern Lights Academy",
    "Opal Bay University",
    "Saffron Hill Medical School",
    "Three Rivers University",
    "Westwind School of Economics",
)

PLACES: Final = tuple(sorted({company.place for company in COMPANIES}))

ROLES: Final = {
    "Software": (
        "Software Engineer",
        "Site Reliability Engineer",
        "Product Manager",
        "Engineering Manager",
        "Product Designer",
    ),
    "Data": ("Data Scientist", "Data Engineer", "Statistician", "Research Lead", "Graph Analyst"),
    "Finance": ("Risk Analyst", "Actuary", "Portfolio Manager", "Compliance Officer", "Controller"),
    "Energy": ("Power Engineer", "Grid Planner", "Project Manager", "Hydrologist", "Field Technician"),
    "Health": ("Nurse", "Clinical Researcher", "Physician", "Pharmacist", "Health Informatician"),
    "Education": ("Teacher", "Curriculum Designer", "Librarian", "Head of School", "Learning Engineer"),
    "Media": ("Editor", "Illustrator", "Producer", "Sound Engineer", "Journalist"),
    "Manufacturing": ("Mechanical Engineer", "Plant Manager", "Quality Engineer", "Buyer", "Toolmaker"),
    "Transport": ("Timetable Planner", "Logistics Manager", "Fleet Engineer", "Dispatcher", "Safety Officer"),
    "Agriculture": ("Agronomist", "Farm Manager", "Soil Scientist", "Food Technologist", "Beekeeper"),
    "Law": ("Solicitor", "Paralegal", "Patent Attorney", "Mediator", "Notary"),
    "Consulting": ("Consultant", "Principal", "Organisation Designer", "Facilitator", "Pricing Analyst"),
    "Construction": ("Architect", "Structural Engineer", "Site Manager", "Surveyor", "Urban Planner"),
}

SKILLS: Final = {
    "Software": ("Python", "Distributed systems", "Accessibility", "Testing", "Observability", "Prototyping"),
    "Data": ("Graph theory", "Statistics", "Forecasting", "Data modelling", "Cypher", "Visualisation"),
    "Finance": ("Risk models", "Bookkeeping", "Valuation", "Auditing", "Treasury"),
    "Energy": ("Grid planning", "Heat pumps", "Hydrology", "Battery storage", "Permitting"),
    "Health": ("Clinical trials", "Triage", "Epidemiology", "Pharmacology", "Patient safety"),
    "Education": ("Teaching", "Curriculum design", "Assessment", "Cataloguing", "Mentoring"),
    "Media": ("Editing", "Illustration", "Interviewing", "Sound design", "Fact checking"),
    "Manufacturing": ("Lean production", "Metrology", "Welding", "Purchasing", "Tool making"),
    "Transport": ("Timetabling", "Route planning", "Customs", "Maintenance", "Safety cases"),
    "Agriculture": ("Soil analysis", "Irrigation", "Plant breeding", "Beekeeping", "Food safety"),
    "Law": ("Contracts", "Mediation", "Patents", "Privacy law", "Negotiation"),
    "Consulting": ("Facilitation", "Pricing", "Change management", "Interviewing", "Negotiation"),
    "Construction": ("Timber framing", "Surveying", "Urban planning", "Cost estimation", "Drawing"),
}

DEGREES: Final = (
    "Bachelor of Arts",
    "Bachelor of Science",
    "Master of Arts",
    "Master of Science",
    "Diploma",
    "Doctorate",
)

FLAVOURS: Final = (
    "long walks and short meetings",
    "clear writing",
    "mending what others throw away",
    "maps of every kind",
    "teams that finish things",
    "asking one more question",
    "small tools that last",
    "choir practice on Thursdays",
)

NOTES: Final = (
    "We sat next to each other at the spring workshop and never finished the conversation.",
    "I liked your talk on planning under uncertainty. May I stay in touch?",
    "We share a few colleagues; I would be glad to compare notes.",
    "You helped me with the migration last year. Thank you again!",
    "I am moving to your city soon and would love to know people there.",
    "A common friend told me that you know everything about heat pumps.",
)
