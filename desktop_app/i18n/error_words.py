"""The one place that has words for what can go wrong, for the window and for the command line."""

from __future__ import annotations


def N_(msgid: str) -> str:  # noqa: N802 -- the name that catalogs know
    """Mark a message in a table; the place that shows it looks up its translation."""
    return msgid


#: What each code says: what happened and what to do, never whose fault it is.
WORDS: dict[str, str] = {
    "wrong_passphrase": N_("The passphrase does not match. Try again in peace."),
    "wait_first": N_("Wait {seconds} seconds, then try again."),
    "wrong_recovery_words": N_("The recovery words do not fit together. Check each word and its place."),
    "recovery_words_differ": N_("Some words differ from those that were shown. Check them from your paper."),
    "slots_missing": N_(
        "The key file of this store is missing. Nothing is lost yet: bring back the files keyslots.json and "
        "keyslots.json.bak from a backup, or ask your administrator. No new store is made."
    ),
    "slots_damaged": N_(
        "The key file of this store is damaged. Nothing is lost yet: bring back the files keyslots.json and "
        "keyslots.json.bak from a backup, or ask your administrator. No new store is made."
    ),
    "slots_old": N_("The key file is older than the store. Bring back the newest key file from a backup."),
    "store_missing": N_(
        "The store file is missing from its folder. Bring it back from a backup. No new store is made."
    ),
    "store_exists": N_("There is already a store in this folder."),
    "store_damaged": N_("The store file is damaged. Close the program and bring the store back from a backup."),
    "wrong_key": N_("The store file is damaged. Close the program and bring the store back from a backup."),
    "store_in_use": N_(
        "The store is open in another window of the program on this laptop. Close it there, then try again."
    ),
    "no_terminal": N_(
        "The passphrase cannot be asked for without a terminal. Give it on standard input with --passphrase-from stdin."
    ),
    "store_newer": N_("This store was written by a newer version of the program. Update the program on this laptop."),
    "disk_full": N_("The disk is full. What was saved is safe. Make room, then go on: what you typed is still here."),
    "disk_failed": N_("The disk did not take what was written. What was saved is safe. Check the disk and its rights."),
    "nothing_to_erase": N_("There is nothing here to strike out. It may have been struck out already."),
    "undo_nothing": N_("There is nothing here to take back."),
    "undo_struck": N_("There is nothing here to take back. What has been struck out cannot be brought back."),
    "undo_moved": N_(
        "A colleague has written here, or something was written on top of it. Nothing was taken back; the history "
        "shows what stood before."
    ),
    "undo_chose": N_(
        "The last save chose between two versions. Nothing was taken back: both stand in the history. Write there what "
        "is to stand."
    ),
    "undo_final": N_(
        "What has been sent, decided or answered is not taken back. Write down the change as something new."
    ),
    "undo_case": N_("A case is not taken back. Close it with the reason that it was opened by mistake."),
    "undo_done": N_("The last save has been taken back already. What was taken back can be brought back again."),
    "redo_nothing": N_("Nothing has been taken back here that could be brought back."),
    "extract_refused": N_("Nothing is given now. Answer the questions of the page again."),
    "no_such_time": N_("Write a number of days from 1 to 3650."),
    "day_has_passed": N_("The day has passed. Choose a later one, or strike the record out from its history."),
    "kept_too_long": N_("This is longer than your organisation's rule lets you choose: {day} at the latest."),
    "row_asks_for_none": N_(
        "Write down first that the child needs help, too, or may need it for the same reasons as the parent."
    ),
    "has_own_case": N_("The child has a case already."),
    "joined_already": N_("These cases have been joined already."),
    "not_joined": N_("This join has been taken back already."),
    "person_must_agree": N_("A consultation is joined to a case only when the person agrees to it."),
    "case_was_shared": N_(
        "Something of this case was sent or received. Strike out its records one by one; what was sent stays with its "
        "reader."
    ),
    "stick_full": N_("The stick or folder is full. Nothing was left on it. Make room or take another one."),
    "stick_gone": N_(
        "The stick or folder cannot be read or written any more. Put the stick in again, then try once more. What is "
        "on this laptop is safe."
    ),
    "stick_forbidden": N_("You may not write there. Choose another folder."),
    "stick_unsound": N_(
        "What was written to the stick could not be read back the same. Nothing was left on it. Take another stick."
    ),
    "broken_off": N_("Broken off. Nothing was written."),
    "nothing_to_carry": N_("There is nothing to write: everything has been sent, and nobody waits for a receipt."),
    "not_a_bundle": N_("This is not a bundle of this program. Nothing of it was taken in."),
    "bundle_damaged": N_(
        "The bundle is damaged or was cut short. Nothing of it was taken in. Copy it again from where it was written."
    ),
    "bundle_foreign": N_(
        "The bundle is not for your organisation, or is sealed with a newer key than this laptop has. Nothing of it "
        "was taken in."
    ),
    "network_folder": N_(
        "This folder lies on a network drive, where the store is not safe. Choose a folder of this laptop."
    ),
    "memory_short": N_(
        "The laptop has too little free memory: {mebibytes} MiB are needed. Close other programs, then try again."
    ),
    "settings_damaged": N_(
        "The settings of this laptop could not be read. The usual ones are in force; your work is not touched."
    ),
    "no_data_group": N_("Choose which information the person lets you send."),
    "gap": N_("No network. Work goes on."),
    "central_refused": N_("The central system does not know this laptop. Ask your administrator."),
    "device_retired": N_(
        "This laptop has been removed from the organisation. Your work is kept here. Ask your administrator."
    ),
    "device_suspended": N_(
        "The central system has suspended this laptop. Your work is kept here. Ask your administrator."
    ),
    "laptops_changed": N_(
        "Another administrator has just changed the organisation's laptops. Nothing of yours was done. "
        "Look at the list again, then decide."
    ),
    "no_such_worker": N_("This worker is not known here any more. Look again."),
    "wrong_place": N_(
        "The text that says where the organisation is does not fit together. Write the address first, then the words "
        "in their order, or paste the text that the authority gave."
    ),
    "recovery_sheet_old": N_(
        "These words fit together, but they are not those of the organisation's recovery sheet in force."
    ),
    "recovery_sheet_unknown": N_(
        "The central system knows no organisation with this recovery sheet. Check both parts of the sheet."
    ),
    "sheet_opens_not": N_(
        "The words are right, but the central system holds nothing for them that opens the newest keys. "
        "Make a new sheet."
    ),
    "both_parts": N_("Write both parts of the sheet: its words, and where the organisation is."),
    "wrong_sheet_part": N_(
        "The words of paper {part}, counted as they are written here, do not fit together. "
        "Check each word and its place."
    ),
    "sheet_parts_lacking": N_(
        "This sheet is split. Papers needed: {needed}. Papers here: {held}. Write the words of another one after these."
    ),
    "sheet_parts_differ": N_("These papers do not belong to one sheet. Compare the dates on them."),
    "nothing_to_release": N_("There is nothing to release any more. Look again."),
    "obeyed_lock": N_("An administrator has locked this laptop. Everything is saved. Open it with your passphrase."),
    "obeyed_wipe": N_(
        "On an administrator's command the keys on this laptop have been destroyed: nothing on it can be opened here "
        "any more. Changes that could not be sent: {unsent}. Backups that the command does not reach, to be destroyed "
        "by hand: {backups}."
    ),
    "no_backup": N_("There is no backup in this folder. Choose the folder whose name begins with luotsi."),
    "already_joined": N_("This laptop belongs to another organisation already."),
    "own_laptop": N_("Another administrator removes this laptop: it cannot remove itself."),
    "not_an_administrator": N_("Only an administrator's laptop can do this."),
    "program_too_old": N_(
        "This program is too old for the central system. Update it. What you write is kept and sent all the same."
    ),
    "too_many_attempts": N_("Too many attempts. Wait a quarter of an hour, then ask for a new invitation."),
    "address_not_secure": N_("The address in the invitation is not protected. Ask for a new invitation."),
    "wrong_address": N_("The address in the invitation is not protected. Ask for a new invitation."),
    "no_such_laptop": N_("That laptop does not wait any more. Look again."),
    "anchor_is_another_laptop": N_(
        "The authority has confirmed another laptop for this organisation. Compare the six words again."
    ),
    "no_such_case": N_("No such case was found."),
    "no_such_record": N_("No such record was found."),
    "central_unavailable": N_("No network. Work goes on."),
    "unknown_device": N_("The central system does not know this laptop. Ask your administrator."),
    "wrong_invitation": N_("The invitation is not complete. Copy all of it and try again."),
    "wrong_invitation_code": N_("The invitation has run out. Ask for a new one."),
    "invitation_expired": N_("The invitation has run out. Ask for a new one."),
    "no_consent_for_proposal": N_(
        "The person has not given permission to send the proposal. Ask first, or write down the permission."
    ),
    "no_consent_for_referral": N_("The person's permission for this recipient is not in force. Ask for it first."),
    "no_section_for_referral": N_("Choose the section on which the information is given."),
    "no_recipient": N_("Choose first to whom it goes."),
    "recipient_without_laptops": N_("This recipient has no laptops here: it goes on paper. Choose how it went."),
    "no_permission_any_more": N_(
        "The person's permission is not in force now. Ask again; until then nothing more goes."
    ),
    "nothing_open": N_("Nothing has been sent, or the permission has been withdrawn."),
    "nothing_to_supplement": N_("The recipient holds what is recorded, as far as the person lets it go."),
    "nothing_to_take_over": N_("Everything that was received is among your own records."),
    "not_received": N_("Nothing has been received on this case."),
    "nothing_asked": N_("Write first what is asked."),
    "stream_closed": N_("The person has withdrawn the permission. Nothing more is sent."),
    "not_enrolled": N_("This laptop does not belong to an organisation yet. Join one under Settings, then send."),
    "no_assistance_system": N_("The Assistance System is not yet in the directory. Sync once, then send."),
    "already_sent": N_("This has already been sent."),
    "may_not_decide": N_("Only an officer who may decide can record a decision."),
    "missing_glyph": N_(
        "The sheet could not be drawn: a character has no picture in the fonts. Tell your administrator."
    ),
    "sheet_too_long": N_("The sheet is too long for the booklet. Choose another form."),
    "telling_word": N_(
        "The sheet cannot be made discreet: its words would tell what it is about. "
        "Choose another sheet or say it aloud."
    ),
    "no_provision": N_("Tick first at least one item."),
    "own_provision_missing": N_("Write the provision in Finnish and in Swedish."),
    "no_reviewer": N_("Write first who has read the text."),
    "may_not_fix": N_("Figures are fixed on the laptop of an officer who may record decisions."),
    "period_not_ended": N_("Figures can be fixed when 30 days have passed since the end of the period."),
    "period_not_fixed": N_("The figures of this period have not been fixed yet."),
    "no_review_day": N_("Write first on which day the text was read."),
    "review_to_come": N_("The day of the review is still to come. Check it."),
    "no_such_sheet": N_("There is no such sheet in this language."),
    "no_place_for_reference": N_("This sheet has no place for a reference. Choose the sheet of numbers."),
    "no_such_contact": N_("The text of this sheet is not complete. Choose another sheet and tell your administrator."),
    "no_such_token": N_("The text of this sheet is not complete. Choose another sheet and tell your administrator."),
    "text_too_long": N_("The text is too long for one field. Divide it into several."),
    "unexpected": N_(
        "Something in the program failed. Your work is kept. If it happens again, tell your administrator."
    ),
}
