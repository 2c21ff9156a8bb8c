"""Invitations, the team, the menu."""

from bot.callbacks import Dismiss, DismissSure, InviteRole, Menu, NameMe, NewcomerNo, NewcomerYes, TeamPage
from bot.texts import Texts
from bot.views.card import Card, Row, button, short, turning
from core.access import Role
from core.people.dismissal import BELOW_HEAD
from core.people.employees import Employee, Team
from core.people.invites import Invitation

NAME_MOST = 60
TEAMS_MOST = 45
PAGE = 10
HEADS = (Role.HEAD, Role.DIRECTOR)


def invitation_card(invitation: Invitation, texts: Texts, name: str) -> Card:
    """«Вас зовут в отдел продаж „Техснаб“ …» with the name that Telegram gives."""
    rows = (
        (button(texts.plain("invitation-this-name", name=short(name, 30)), NameMe(how="this")),),
        (button(texts.plain("invitation-other-name"), NameMe(how="other")),),
    )
    role = texts.plain(f"role-{invitation.role.value}")
    return Card(
        texts(
            "invitation",
            company=short(invitation.company, NAME_MOST),
            inviter=short(invitation.inviter, NAME_MOST),
            role=role,
        ),
        rows,
    )


def invite_card(roles: tuple[Role, ...], texts: Texts) -> Card:
    """Which role to invite."""
    rows = tuple(
        (button(texts.plain(f"invite-role-{role.value}"), InviteRole(role=role.value, team=-1)),)
        for role in roles
    )
    return Card(texts("invite-whom"), rows)


def teams_card(role: str, teams: list[Team], texts: Texts) -> Card:
    """To which team to invite."""
    rows = [
        (button(short(team.name, 36), InviteRole(role=role, team=team.id)),) for team in teams[:TEAMS_MOST]
    ]
    rows.append((button(texts.plain("invite-no-team"), InviteRole(role=role, team=0)),))
    return Card(texts("invite-which-team"), tuple(rows))


def newcomer_card(invitation: Invitation, texts: Texts) -> Card:
    """To the inviter: is this one of ours?"""
    name = short(invitation.name or "", 60)
    rows = (
        (button(texts.plain("newcomer-yes", name=short(name, 24)), NewcomerYes(invite=invitation.id)),),
        (button(texts.plain("newcomer-no"), NewcomerNo(invite=invitation.id)),),
    )
    role = texts.plain(f"role-{invitation.role.value}")
    return Card(
        texts("newcomer-asks", name=name, role=role, team=short(invitation.team or "none", NAME_MOST)), rows
    )


def team_card(
    people: list[Employee], teams: dict[int, str], texts: Texts, page: int = 0, *, director: bool
) -> Card:
    """Who is in the department, by tens; a tap on a name leads to dismissal, which asks again.

    `director`: the reader may let everybody go, else managers and colleagues only.
    """
    if not people:
        return Card(texts("team-alone"))
    lines = [texts("team-head", count=len(people))]
    rows: list[Row] = []
    page = min(max(page, 0), (len(people) - 1) // PAGE)
    shown = people[page * PAGE : (page + 1) * PAGE]
    for person in shown:
        team = teams.get(person.team_id or 0, "none")
        lines.append(
            texts(
                "team-line",
                name=short(person.name, 50),
                role=texts.plain(f"role-{person.role.value}"),
                team=short(team, 30),
            )
        )
        if director or person.role in BELOW_HEAD:
            label = texts.plain("team-dismiss", name=short(person.name, 24))
            rows.append([button(label, Dismiss(employee=person.id))])
    rows.append(turning(TeamPage, page, len(people) - page * PAGE - len(shown), texts))
    return Card("\n".join(lines), tuple(tuple(row) for row in rows if row))


def dismiss_card(person: Employee, texts: Texts) -> Card:
    """Are you sure?"""
    rows = (
        (
            button(texts.plain("team-sure-yes"), DismissSure(employee=person.id)),
            button(texts.plain("button-back"), Menu(what="team")),
        ),
    )
    return Card(texts("team-sure", name=short(person.name, 60)), rows)


def menu_card(role: Role, texts: Texts) -> Card:
    """«Ещё»: what the role may open."""
    names = ["deals", "forgotten", "kpi"]
    if role in HEADS:
        names += ["funnel", "team", "invite"]
    if role is not Role.COLLEAGUE:
        names.append("settings")
    names.append("help")
    chips = [button(texts.plain(f"menu-{name}"), Menu(what=name)) for name in names]
    return Card(
        texts("menu-head"), tuple(tuple(chips[start : start + 2]) for start in range(0, len(chips), 2))
    )
