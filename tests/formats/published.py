"""Small tables of votes, as they are published."""

ROLL_CALLS = "rcid,session,importantvote,date,unres,amend,para,short,descr\n"
TWO = ROLL_CALLS + (
    '4305,56,0,2001-11-03,R/56/7,NA,NA,DISARMAMENT,"Nuclear disarmament, a title"\n'
    "6073,73,0,2018-12-05,R/73/27,,,Information security,Developments\n"
)
LIBRARY = (
    "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,subjects,"
    "vote_note,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link\n"
)


def library_row(state, vote, *, number="4025240", date="2023-10-27", session="78", totals="2.0,1.0,1.0"):
    """A row of the voting data of the Digital Library."""
    return (
        f'{number},{state},,{vote},{date},{session},A/RES/78/5,A/78/L.1,,A/78/PV.1,"On terrorism : resolution / '
        f'adopted by the General Assembly",Agenda,SUBJECTS,,{totals},189.0,193.0,https://example.org\n'
    )
