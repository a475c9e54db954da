"""The commands that look after the vault, in the order that help shows them."""

from footprint.cli import words
from footprint.cli.groups import KEEP, LOOK, RECORD
from footprint.cli.options import JSON, NEW_PASSPHRASE, NOTE, REF
from footprint.cli.spec import Argument, Command, Option
from footprint.i18n import N_

KEEPING = (
    Command(
        "evidence add",
        RECORD,
        N_("Keep a file as evidence with an item"),
        "evidence:add",
        arguments=(REF, Argument("FILE", N_("A pdf, png, jpg, eml or txt of at most 5 MB"))),
        options=(
            Option("request", N_("The request it belongs to, too"), "ID"),
            Option("entry", N_("The number of the line of its log that it proves"), "N"),
            Option("on", N_("The day that it shows; today if not given"), "DATE"),
            NOTE,
        ),
        details=N_(
            "The file is copied into the vault, encrypted, with its SHA-256. The screenshot of the "
            "last page is the proof: the step that asks for it counts as done then."
        ),
        examples=("footprint evidence add rakuten-ichiba closed.png",),
    ),
    Command(
        "evidence list",
        LOOK,
        N_("List the files kept as evidence"),
        "evidence:listed",
        arguments=(Argument("REF", N_("Only those of this item"), optional=True),),
        options=(JSON,),
        examples=("footprint evidence list",),
    ),
    Command(
        "evidence export",
        LOOK,
        N_("Write a file that is kept as evidence, not encrypted"),
        "evidence:export",
        arguments=(
            Argument("ID", N_("Its reference, like E-7KQ4MX")),
            Argument("FILE", N_("The file to write")),
        ),
        options=(Option("overwrite", N_("Replace the file if it is there")),),
        examples=("footprint evidence export E-7KQ4MX proof.png",),
    ),
    Command(
        "evidence remove",
        RECORD,
        N_("Let go of a file that is kept as evidence"),
        "evidence:remove",
        arguments=(Argument("ID", N_("Its reference, like E-7KQ4MX")),),
        examples=("footprint evidence remove E-7KQ4MX",),
    ),
    Command(
        "undo",
        KEEP,
        N_("Take the last change back"),
        "vaults:undo",
        examples=("footprint undo",),
    ),
    Command(
        "redo",
        KEEP,
        N_("Do again what was undone"),
        "vaults:redo",
        examples=("footprint redo",),
    ),
    Command(
        "history",
        KEEP,
        N_("List the last changes"),
        "vaults:history",
        options=(Option("limit", N_("How many; 50 if not given"), "NUMBER"), JSON),
        examples=("footprint history --limit 10",),
    ),
    Command(
        "snapshot export",
        KEEP,
        N_("Write everything as one JSON file, not encrypted"),
        "snapshots:export",
        arguments=(Argument("FILE", N_("The file to write, - for standard output")),),
        options=(Option("overwrite", N_("Replace the file if it is there")),),
        examples=("footprint snapshot export vault.json",),
    ),
    Command(
        "snapshot import",
        KEEP,
        N_("Take in a JSON snapshot"),
        "snapshots:take_in",
        arguments=(Argument("FILE", N_("The file to read, - for standard input")),),
        options=(
            Option("merge", N_("Add what the vault does not have yet")),
            Option("replace", N_("Put the snapshot in the place of everything")),
        ),
        examples=("footprint snapshot import vault.json",),
    ),
    Command(
        "schema",
        KEEP,
        N_("Print the JSON schema of a snapshot"),
        "snapshots:print_schema",
        examples=("footprint schema",),
    ),
    Command(
        "doctor",
        KEEP,
        N_("Look the vault over and say what to do"),
        "vaults:doctor",
        options=(
            Option("salvage", N_("Write what can still be read into a new vault here"), "FILE"),
            JSON,
        ),
        examples=("footprint doctor", "footprint doctor --salvage saved.footprint"),
    ),
    Command(
        "passphrase change",
        KEEP,
        N_("Let the vault open with another passphrase"),
        "keeping:change_passphrase",
        options=(NEW_PASSPHRASE,),
        details=N_(
            "A verified copy with the new passphrase takes the vault's place. Backups made before "
            "still open with the old one. The recovery code changes: print it anew."
        ),
        examples=("footprint passphrase change",),
    ),
    Command(
        "recovery",
        KEEP,
        N_("Show or write the recovery code, for paper"),
        "keeping:recovery",
        options=(
            Option("to", N_("Write it to this file, to print"), "FILE"),
            Option("overwrite", N_("Replace the file if it is there")),
        ),
        details=N_(
            "The code opens the vault without its passphrase: type it wherever the passphrase is "
            "asked for. Keep it on paper, away from the computer. Whoever has it has everything."
        ),
        examples=("footprint recovery --to recovery.txt",),
    ),
    Command(
        "keyring on",
        KEEP,
        N_("Keep the vault's key in the system's keyring, for reminders"),
        "keeping:keyring_on",
        details=N_(
            "Then commands, and reminders that nobody attends, open the vault without asking; the "
            "screens, another passphrase and the recovery code still ask. It needs the extra "
            "footprint[keyring]. A keyring that is locked or missing is no error: you are asked."
        ),
        examples=("footprint keyring on",),
    ),
    Command(
        "keyring off",
        KEEP,
        N_("Take the vault's key out of the system's keyring"),
        "keeping:keyring_off",
        examples=("footprint keyring off",),
    ),
    Command(
        "keyring status",
        KEEP,
        N_("Tell whether the system's keyring is used"),
        "keeping:keyring_status",
        examples=("footprint keyring status",),
    ),
    Command(
        "backup",
        KEEP,
        N_("Make a verified backup, or list them"),
        "keeping:backup",
        options=(
            Option("to", N_("Write it to this file instead of the folder of backups"), "FILE"),
            Option("list", N_("Only list the backups there are")),
            JSON,
        ),
        details=N_(
            "A backup is an encrypted copy that opens with the passphrase of the vault as it was. "
            "They are also made by themselves: each day before the first change, before a large "
            "one, an import, a passphrase change and an update. Of each kind seven are kept."
        ),
        examples=("footprint backup", "footprint backup --to /media/stick/vault.footprint"),
    ),
    Command(
        "restore",
        KEEP,
        N_("Go back to a backup; shows first what differs"),
        "keeping:restore",
        arguments=(Argument("BACKUP", N_("Its number in backup --list, or a file")),),
        options=(
            Option("yes", N_("Do it; without this only the differences are shown")),
            Option("backup-passphrase-file", N_("Where the backup's passphrase differs"), "FILE"),
        ),
        details=N_(
            "Nothing is lost by it: the vault as it is now is backed up first, and one that cannot "
            "be opened any more is put aside."
        ),
        examples=("footprint restore 1", "footprint restore 1 --yes"),
    ),
    Command(
        "merge",
        KEEP,
        N_("Bring in what another copy of the vault holds; shows it first"),
        "merging:merge",
        arguments=(
            Argument("FILE", N_("The other copy: of another computer, or a sync program's")),
        ),
        options=(
            Option("yes", N_("Do it")),
            Option("dry-run", N_("Only show it, as without --yes")),
            Option(
                "other-passphrase-file", N_("If the copy opens with another passphrase"), "FILE"
            ),
            JSON,
        ),
        details=N_(
            "Two copies that went apart are compared with what both last knew, record by record "
            "and field by field. What either added is kept. What both changed, each otherwise, is "
            "listed by conflict list until you decide. The other file is not changed: run the same "
            "there with this copy, and both hold the same."
        ),
        examples=("footprint merge /media/stick/vault.footprint --yes",),
    ),
    Command(
        "conflict list",
        KEEP,
        N_("List what two copies say differently"),
        "merging:conflict_list",
        options=(JSON,),
        examples=("footprint conflict list",),
    ),
    Command(
        "conflict decide",
        KEEP,
        N_("Decide what two copies say differently"),
        "merging:conflict_decide",
        arguments=(Argument("ID", N_("Its reference, like C-7KQ4MX")),),
        options=(Option("other", N_("Take what the other copy says; else what stands stays")),),
        examples=("footprint conflict decide C-7KQ4MX --other",),
    ),
    Command(
        "purge",
        KEEP,
        N_("Forget an item for good, in the history and the backups, too"),
        "keeping:purge",
        arguments=(REF,),
        options=(Option("confirm", N_("The name of the item, to say that you mean it"), "NAME"),),
        details=N_(
            "It cannot be undone. The item goes with its links, requests and evidence; the history "
            "forgets it, and all backups are replaced by a new one. Copies elsewhere are yours to "
            "delete."
        ),
        examples=('footprint purge old-shop --confirm "Old shop"',),
    ),
    Command(
        "completion",
        KEEP,
        N_("Print a completion script for your shell"),
        "completion:completion",
        arguments=(Argument("SHELL", N_("Which shell"), choices=words.SHELLS),),
        examples=(
            "footprint completion bash > ~/.local/share/bash-completion/completions/footprint",
        ),
    ),
)
