// What is in the full profile of each member who shows it to the viewer?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace']
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'

UNWIND $keys AS key
MATCH (member:Member {id: key})
WHERE true /* full_profile(member) */
RETURN collect([key, {
  about: member.about,
  positions: COLLECT {
    MATCH (member)-[job:WORKED_AT]->(company)
    RETURN {company: company.name, title: job.title, started_on: job.startedOn, ended_on: job.endedOn, is_current: job.endedOn IS NULL}
    ORDER BY job.endedOn IS NULL DESC, job.startedOn DESC, company.name, job.title
  },
  education: COLLECT {
    MATCH (member)-[course:STUDIED_AT]->(school)
    RETURN {school: school.name, degree: course.degree, started_on: course.startedOn, ended_on: course.endedOn}
    ORDER BY course.startedOn DESC, school.name, course.degree
  },
  skills: coalesce(member.skills, [])
}]) AS answers;
