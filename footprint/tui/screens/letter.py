"""A letter: written from the record, read and changed by the person, then sent by them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from footprint.errors import FootprintError
from footprint.i18n import N_, _
from footprint.model.text import shown
from footprint.tui.app_commands import ShowHelp
from footprint.tui.commands import Command, bindings
from footprint.tui.screens.choose import Choice, ChooseScreen
from footprint.tui.screens.dialogue import DialogueScreen
from footprint.tui.screens.quick import QuickScreen
from footprint.tui.text import content
from footprint.tui.widgets.key_bar import KeyBar
from footprint.tui.widgets.typing import TypedLine, TypedText

if TYPE_CHECKING:
    from footprint.requests.letters import Letter
    from footprint.tui.app import FootprintApp
    from footprint.workspace.letters import Left

LANGUAGES = ("en", "ja", "de")
LANGUAGE_NAMES = {"en": "English", "ja": "日本語", "de": "Deutsch"}


# The field for long texts has keys of its own, f6 and f7 among them.


class LetterSent(Command):
    label = N_("I sent it")
    help = N_("Record that you sent this letter, today")
    key = "ctrl+s"
    priority = True


class LetterLanguage(Command):
    label = N_("Language")
    help = N_("Write the letter in another language")
    key = "f2"
    in_footer = False
    priority = True


class LetterPurpose(Command):
    label = N_("Kind")
    help = N_("Choose another letter: a second notice, a complaint, a dispute")
    key = "f3"
    priority = True


class EditElsewhere(Command):
    label = N_("Editor")
    help = N_("Change the letter in the editor that $EDITOR names")
    key = "f4"
    in_footer = False
    priority = True


class CopyLetter(Command):
    label = N_("Copy")
    help = N_("Copy the letter; the clipboard forgets it after half a minute")
    key = "f5"
    priority = True


class OpenMailProgram(Command):
    label = N_("Mail")
    help = N_("Open the letter in your mail program")
    key = "f6"
    priority = True


class WriteLetterFile(Command):
    label = N_("File")
    help = N_("Write the letter to a file: a mail (.eml), a page to print (.html) or text")
    key = "f7"
    priority = True


class LeaveLetter(Command):
    label = N_("Back")
    help = N_("Go back; what you changed is kept with the request, not sent")
    key = "escape"


COMMANDS = (
    LetterSent,
    LetterLanguage,
    LetterPurpose,
    EditElsewhere,
    CopyLetter,
    OpenMailProgram,
    WriteLetterFile,
    LeaveLetter,
)


@dataclass(frozen=True)
class Written:
    """What the letter says now, and whether the person said that it was sent.

    `given_out`: it was copied, opened or written to a file, or sent.
    """

    letter: "Letter"
    sent: bool
    given_out: bool


class LetterScreen(DialogueScreen[Written | None]):
    """The letter of a request; ends with it as it stands, or None where nothing was changed."""

    CSS_PATH = "letter.tcss"
    AUTO_FOCUS = "#letter-body"
    BINDINGS = bindings(*COMMANDS, ShowHelp)
    HELP_TEXT = N_(
        "The letter is written from what is recorded. Change what you like, then copy it, open it "
        "in your mail program or write it to a file: sending it is yours. ctrl+s records that you "
        "sent it; escape keeps what you changed, and you are reminded that it is not sent."
    )

    def __init__(self, request_id: str, title: str, left: "Left") -> None:
        """Make the screen of the letter of `request_id`, called `title`, as it was left."""
        super().__init__()
        self._request, self._title = request_id, title
        self._left, self._pristine = left.letter, left.pristine
        self._given_out = left.given_out
        self._waits: Letter | None = None

    @property
    def footprint(self) -> "FootprintApp":
        """The program."""
        return cast("FootprintApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the address, the subject, the letter and the key bar."""
        with Vertical(id="letter") as box:
            box.border_title = content(self._title)
            with Horizontal(classes="line"):
                yield Static(content((_("To"), "$text-muted")))
                yield TypedLine(id="letter-to", compact=True)
            with Horizontal(classes="line"):
                yield Static(content((_("Subject"), "$text-muted")))
                yield TypedLine(id="letter-subject", compact=True)
            yield TypedText(
                id="letter-body", compact=True, tab_behavior="focus", show_line_numbers=False
            )
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the letter, and tell if nobody's name is in it."""
        from footprint.workspace import letters

        workspace = self.footprint.workspace
        assert workspace is not None
        self._waits = letters.kept(workspace, self._request)
        self._show(self._left)
        if not letters.is_signed(workspace, self._request):
            unsigned = _("It is not signed yet: esc goes back, m records your name.")
            self.footprint.say(unsigned, severity="warning")

    def _show(self, letter: "Letter") -> None:
        from footprint.requests.letters import purpose_name

        self._left = letter
        to = self.query_one("#letter-to", TypedLine)
        to.value = ", ".join(letter.to)
        whom = letter.recipient or _("nobody known")
        if letter.number:
            whom = _("By telephone: {number}").format(number=letter.number)
        to.placeholder = shown(whom)
        self.query_one("#letter-subject", TypedLine).value = letter.subject
        area = self.query_one("#letter-body", TypedText)
        area.text = letter.body
        area.move_cursor((0, 0))
        told = f"{purpose_name(letter.purpose).capitalize()} · {LANGUAGE_NAMES[letter.language]}"
        self.query_one("#letter").border_subtitle = content(told)

    @property
    def letter(self) -> "Letter":
        """The letter as it stands, with what the person changed."""
        to = self.query_one("#letter-to", TypedLine).value
        return self._left.replace(
            to=tuple(each.strip() for each in to.split(",") if each.strip()),
            subject=self.query_one("#letter-subject", TypedLine).value,
            body=self.query_one("#letter-body", TypedText).text,
        )

    @property
    def is_changed(self) -> bool:
        """Whether the person changed anything of it, now or before it was left unfinished."""
        return self.letter != self._pristine

    @property
    def is_to_keep(self) -> bool:
        """Whether it is to be kept: changed, or written anew in place of one that is kept."""
        return self.is_changed or (self._waits is not None and self.letter != self._waits)

    def unfinished(self) -> tuple[str, dict[str, Any]] | None:
        """Return what is written, to be kept encrypted when the vault is locked."""
        if not self.is_mounted or not (self.is_to_keep or self._given_out):
            return None
        from footprint.workspace import letters

        said = letters.unfinished(self.letter, given_out=self._given_out)
        return letters.UNFINISHED + self._request, said

    # -- another one ---------------------------------------------------------------------------

    @work
    async def action_letter_language(self) -> None:
        """Write it in another language; what was changed would go, so that is asked."""
        others = [each for each in LANGUAGES if each != self._left.language]
        choices = [Choice(each, LANGUAGE_NAMES[each], letter=each[0]) for each in others]
        await self._again(_("In which language?"), choices, language=True)

    @work
    async def action_letter_purpose(self) -> None:
        """Write another letter for the same request."""
        from footprint.requests.letters import purpose_name
        from footprint.workspace import letters

        workspace = self.footprint.workspace
        assert workspace is not None
        found = letters.purposes(workspace, self._request)
        choices = [
            Choice(each, purpose_name(each), letter=str(n % 10)) for n, each in enumerate(found, 1)
        ]
        await self._again(_("Which letter?"), choices, language=False)

    async def _again(self, title: str, choices: list[Choice], *, language: bool) -> None:
        is_theirs = self.is_changed or self.letter == self._waits
        if is_theirs and not await self._may_go():
            return
        chosen = await self.app.push_screen_wait(QuickScreen(title, choices))
        if chosen is None:
            return
        from footprint.workspace import letters

        workspace = self.footprint.workspace
        assert workspace is not None
        now = self._left
        wanted = (chosen, now.purpose) if language else (now.language, chosen)
        try:
            self._pristine = letters.write(workspace, self._request, *wanted)
        except FootprintError as error:
            self.footprint.warn(error)
            return
        self._show(self._pristine)

    async def _may_go(self) -> bool:
        choices = [
            Choice("keep", _("Go on with what I have written")),
            Choice("again", _("Write it anew; what I changed goes")),
        ]
        asked = ChooseScreen(_("You have changed this letter"), choices)
        return await self.app.push_screen_wait(asked) == "again"

    def action_show_help(self) -> None:
        """Tell what can be done with the letter."""
        self.footprint.action_show_help()

    # -- out of here ---------------------------------------------------------------------------

    def action_edit_elsewhere(self) -> None:
        """Change it in the person's editor; its file is private and gone afterwards."""
        from footprint.tui.editing import edited

        area = self.query_one("#letter-body", TypedText)
        try:
            with self.app.suspend():
                text = edited(area.text)
        except FootprintError as error:
            self.footprint.warn(error)
            return
        area.text = text

    def action_copy_letter(self) -> None:
        """Copy the subject and the text."""
        now = self.letter
        self.app.copy_to_clipboard(f"{now.subject}\n\n{now.body}")
        self._given_out = True
        self.footprint.say(_("Copied. The clipboard forgets it after half a minute."))

    @work(exclusive=True, group="mail")
    async def action_open_mail_program(self) -> None:
        """Hand the letter to the program that the system opens mail with."""
        from asyncio import to_thread

        from footprint.workspace import letters

        workspace = self.footprint.workspace
        assert workspace is not None
        content = letters.render(workspace, self._request, self.letter, "eml")
        assert isinstance(content, bytes)
        try:
            await to_thread(self.footprint.handed.open, content)
        except FootprintError as error:
            self.footprint.warn(error)
            return
        self._is_out("eml")

    def _is_out(self, form: str) -> None:
        """Remember that it may be sent now, and say what the person has to add to it."""
        from footprint.workspace import letters

        self._given_out = True
        workspace = self.footprint.workspace
        if workspace is not None:
            for sentence in letters.left_out(workspace, self._request, self.letter, form):
                self.footprint.say(sentence, severity="warning")

    @work
    async def action_write_letter_file(self) -> None:
        """Write it to a file."""
        from footprint.tui.exporting import Writing
        from footprint.workspace import letters

        workspace = self.footprint.workspace
        assert workspace is not None
        forms = [
            Choice("eml", _("A mail, for a mail program"), ".eml", letter="m"),
            Choice("html", _("A page to print"), ".html", letter="p"),
            Choice("text", _("Only its text"), ".txt", letter="t"),
            Choice("mailto", _("A link for a mail program, copied"), "mailto:", letter="l"),
        ]
        form = await self.app.push_screen_wait(QuickScreen(_("As what?"), forms))
        if form is None:
            return
        if form == "mailto":
            self._copy_link()
            return
        ending = {"text": "txt"}.get(form, form)
        name, letter = f"{self._request}.{ending}", self.letter
        if await Writing(self.footprint).to_file(
            name, lambda: letters.render(workspace, self._request, letter, form)
        ):
            self._is_out(form)

    def _copy_link(self) -> None:
        from footprint.export.letters import mailto

        self.app.copy_to_clipboard(mailto(self.letter))
        self._given_out = True
        self.footprint.say(_("Copied. The clipboard forgets it after half a minute."))

    def action_letter_sent(self) -> None:
        """Say that it was sent."""
        self._leave_with(sent=True)

    def _leave_with(self, *, sent: bool) -> None:
        self.dismiss(Written(self.letter, sent, given_out=sent or self._given_out))

    @work
    async def action_leave_letter(self) -> None:
        """Go back; a letter that was given out may have been sent."""
        if self._given_out:
            choices = [
                Choice("yes", _("Yes, I sent it"), letter="y"),
                Choice("no", _("Not yet; remind me"), letter="n"),
            ]
            told = await self.app.push_screen_wait(QuickScreen(_("Did you send it?"), choices))
            if told is not None:
                self._leave_with(sent=told == "yes")
        elif self.is_to_keep:
            self._leave_with(sent=False)
        else:
            self.dismiss(None)

    @on(TypedLine.Submitted)
    def _on_to_the_text(self) -> None:
        self.query_one("#letter-body").focus()
