"""What the program promises about safety, R1 to R50, and the tests that hold each promise.

A test is named as `file::function` below `tests`; `test_promises.py` sees that each is there. The
long loops run in a shorter form each time and in full by `python tests/endurance.py`. What belongs
to a part that is not there yet (imports) is told as such, not passed over.
"""

PROMISES: dict[str, tuple[str, ...]] = {
    "R1 no acknowledged commit is lost by kill -9": (
        "vault/test_crash.py::test_no_kill_loses_what_was_acknowledged",
        "vault/test_crash.py::test_a_half_written_transaction_is_taken_back_on_opening",
    ),
    "R2 an import is all or nothing": (
        "vault/test_keeping.py::test_no_kill_during_an_import_leaves_half_of_it",
        "vault/test_records.py::test_a_change_that_does_not_fit_is_refused_whole",
    ),
    "R3 a full disk changes nothing": (
        "vault/test_full_disk.py::test_a_disk_that_is_full_at_any_page_changes_nothing",
        "vault/test_crash.py::test_a_full_disk_changes_nothing_and_is_survived",
    ),
    "R4 a passphrase change ends with the old or the new one": (
        "vault/test_keeping.py::test_no_kill_during_a_passphrase_change_locks_anybody_out",
        "vault/test_keeping.py::test_another_program_with_the_vault_prevents_a_change",
        "vault/test_keeping.py::test_a_reader_does_not_prevent_a_change_and_keeps_what_it_read",
    ),
    "R5 the key is never changed in place": (
        "vault/test_opening.py::test_rekeying_is_nowhere_in_the_program",
        "test_house.py::test_no_key_is_changed_in_place_or_put_into_sql",
    ),
    "R6 no vault is replaced beside a cut-off write": (
        "vault/test_keeping.py::test_a_cut_off_write_beside_the_vault_is_never_played_into_another",
    ),
    "R7 each wrong file has its sentence and stays as it is": (
        "vault/test_header.py::test_each_wrong_thing_has_its_sentence_and_stays_as_it_is",
    ),
    "R8 a wrong passphrase, damage and too little memory are told apart": (
        "vault/test_opening.py::test_a_wrong_passphrase_is_said_so_and_leaves_the_file",
        "vault/test_opening.py::test_damage_in_the_first_page_is_not_a_wrong_passphrase",
        "vault/test_key.py::test_too_little_memory_is_not_a_wrong_passphrase",
    ),
    "R9 no damage crashes or is read as other data": (
        "vault/test_salvage.py::test_no_damage_crashes_or_is_read_as_other_data",
    ),
    "R10 a new vault is really encrypted": (
        "vault/test_opening.py::test_the_standard_library_cannot_open_it",
        "vault/test_opening.py::test_every_connection_follows_the_recipe",
    ),
    "R11 nothing stands anywhere in the clear": (
        "vault/test_privacy.py::test_no_file_holds_anything_in_the_clear",
        "tui/test_no_plaintext.py::test_two_hundred_writes_leave_nothing_readable",
        "workspace/test_evidence.py::test_a_file_comes_back_byte_for_byte_after_a_restart",
    ),
    "R12 temporary tables stay in memory": (
        "vault/test_privacy.py::test_a_big_sort_makes_no_temporary_file",
        "vault/test_opening.py::test_a_statement_cannot_reach_beyond_the_file",
    ),
    "R13 every file is its owner's alone, under any umask": (
        "vault/test_privacy.py::test_everything_made_is_private_under_any_umask",
        "vault/test_keeping.py::test_a_backup_holds_everything_and_is_private",
        "export/test_files.py::test_only_the_owner_can_read_it",
    ),
    "R14 links, pipes, directories and other owners are refused": (
        "vault/test_header.py::test_each_wrong_thing_has_its_sentence_and_stays_as_it_is",
        "vault/test_header.py::test_a_file_of_another_user_is_refused",
        "vault/test_doctor.py::test_open_doors_are_named",
    ),
    "R15 no name makes a vault that passes away": (
        "vault/test_header.py::test_a_strange_name_is_only_a_file_name",
        "cli/test_process.py::test_odd_paths_are_files_or_refused_never_a_passing_vault",
    ),
    "R16 one writer at a time, named to the others": (
        "vault/test_sharing.py::test_a_second_writer_waits_and_then_names_the_first",
        "vault/test_sharing.py::test_a_second_window_is_refused_but_a_command_still_writes",
        "cli/test_together.py::test_three_programs_on_one_vault_lose_nothing",
    ),
    "R17 a vault replaced underneath is noticed before a write": (
        "vault/test_sharing.py::test_a_replaced_file_is_noticed_before_writing",
    ),
    "R18 the file is never opened a second time while connected": (
        "vault/test_opening.py::test_the_file_is_never_opened_a_second_time_while_connected",
    ),
    "R19 conflict copies are named and compared": (
        "vault/test_doctor.py::test_a_conflict_copy_is_named",
        "cli/test_merging.py::test_the_doctor_compares_the_copy_of_a_sync_program",
        "cli/test_merging.py::test_merge_shows_first_and_changes_nothing",
    ),
    "R20 backups are made in time and verified before an older one goes": (
        "vault/test_keeping.py::test_a_damaged_vault_makes_no_backup_and_loses_none",
        "vault/test_keeping.py::test_so_many_of_each_reason_are_kept",
        "vault/test_keeping.py::test_the_first_change_of_a_day_is_backed_up_before",
        "vault/test_keeping.py::test_a_large_change_and_an_import_are_backed_up_before",
    ),
    "R21 a copy does not wait for ever": (
        "vault/test_keeping.py::test_a_copy_waits_for_a_locked_vault_only_so_long",
    ),
    "R22 a newer schema and a foreign database are refused": (
        "vault/test_opening.py::test_a_newer_schema_asks_for_an_update",
        "vault/test_opening.py::test_another_programs_database_is_not_a_vault",
    ),
    "R23 a migration that fails leaves the old version": (
        "vault/test_opening.py::test_a_migration_that_fails_leaves_the_old_version",
        "vault/test_keeping.py::test_no_kill_during_a_migration_leaves_half_of_it",
    ),
    "R24 salvage reads everything outside a damaged page": (
        "vault/test_salvage.py::test_of_a_vault_with_one_damaged_page_almost_all_is_saved",
    ),
    "R25 it locks by itself, and what is unfinished is kept encrypted": (
        "tui/test_locking.py::test_a_locked_vault_shows_and_holds_nothing",
        "tui/test_locking.py::test_an_unfinished_form_is_kept_in_the_vault_and_given_back",
        "tui/test_gate.py::test_an_unlock_in_progress_is_cancelled",
        "tui/test_locking.py::test_when_the_terminal_goes_the_vault_is_closed_and_the_form_kept",
    ),
    "R26 wrong passphrases in a row rest longer and change nothing": (
        "tui/test_gate.py::test_wrong_ones_in_a_row_make_it_rest_longer",
        "vault/test_opening.py::test_a_wrong_passphrase_is_said_so_and_leaves_the_file",
    ),
    "R27 no passphrase and no key in arguments, output or tracebacks": (
        "vault/test_privacy.py::test_no_error_shows_the_passphrase_or_the_key",
        "cli/test_process.py::test_a_defect_says_that_it_is_one_and_nothing_of_the_data",
    ),
    "R28 what would record the screen is ignored": (
        "tui/test_shell.py::test_what_would_record_the_screen_is_ignored",
    ),
    "R29 a passphrase field gives nothing away": (
        "tui/test_gate.py::test_the_field_gives_nothing_to_the_clipboard",
    ),
    "R30 a crash report has no values in it": (
        "tui/test_shell.py::test_a_crash_report_has_no_values_in_it",
        "tui/test_shell.py::test_a_failing_worker_is_told_without_its_values",
    ),
    "R31 no core dump": ("test_hardening.py::test_a_hardened_process_keeps_to_itself",),
    "R32 nothing that a terminal obeys is kept or shown": (
        "model/test_text.py::test_nothing_a_terminal_obeys_survives",
        "cli/test_output.py::test_no_control_byte_is_ever_printed",
        "cli/test_hostile.py::test_hostile_names_go_through_every_command",
        "tui/test_hostile.py::test_a_hostile_name_is_only_a_name",
    ),
    "R33 no data is read as markup": (
        "tui/test_hostile.py::test_a_hostile_name_is_only_a_name",
        "tui/test_text.py::test_data_is_literal_and_harmless",
    ),
    "R34 no cell of a table is a formula": (
        "export/test_formats.py::test_no_cell_is_a_formula_whatever_a_name_says",
    ),
    "R35 names stay names in calendars, checklists and pages": (
        "export/test_formats.py::test_hostile_names_stay_inside_their_events",
        "export/test_markdown.py::test_any_text_is_literal",
        "export/test_html.py::test_any_name_is_shown_as_it_is",
    ),
    "R36 an export goes where it was told, and over nothing": (
        "export/test_files.py::test_links_folders_and_missing_places_are_refused",
        "export/test_files.py::test_a_file_that_is_there_is_kept_unless_asked",
        "export/test_files.py::test_nothing_is_put_where_a_file_of_the_open_vault_is_or_may_come",
    ),
    "R38 no full card number is kept": (
        "cli/test_refusals.py::test_no_field_of_any_kind_takes_a_card_number",
        "cli/test_refusals.py::test_no_place_of_a_snapshot_takes_a_card_number",
        "model/test_text.py::test_a_card_number_is_found_however_it_is_written",
    ),
    "R42 the last four digits are four digits": (
        "vault/test_schema.py::test_a_row_that_breaks_the_rules_is_refused",
    ),
    "R43 what was copied leaves the clipboard": (
        "tui/test_locking.py::test_what_was_copied_is_forgotten_when_it_is_locked",
    ),
    "R44 a keyring that is off, locked or hangs is never in the way": (
        "cli/test_keyring.py::test_a_keyring_that_does_not_work_ends_soon_without_a_question",
        "cli/test_keyring.py::test_only_where_it_is_wanted_the_keyring_opens_the_vault",
    ),
    "R45 the recovery code opens, notices typing mistakes, and is void in time": (
        "vault/test_recovery.py::test_the_code_opens_and_is_void_after_a_change",
        "vault/test_recovery.py::test_a_mistyped_sign_is_noticed",
        "vault/test_recovery.py::test_with_the_id_it_opens_a_vault_whose_first_bytes_are_damaged",
    ),
    "R46 where nothing can be written one can still read": (
        "vault/test_crash.py::test_where_nothing_can_be_written_one_can_still_read",
    ),
    "R47 any thread may use the vault": ("vault/test_opening.py::test_any_thread_may_use_it",),
    "R48 values reach the database as values": (
        "test_house.py::test_no_value_is_put_into_a_statement",
    ),
    "R49 what is removed comes back after a restart; what is purged never": (
        "vault/test_journal.py::test_undo_and_redo_survive_a_restart",
        "vault/test_purging.py::test_nothing_tells_of_what_was_purged",
    ),
    "R50 no network": (
        "test_house.py::test_a_test_that_uses_the_network_fails",
        "test_house.py::test_a_program_that_uses_the_network_fails_and_is_told_of",
    ),
}

NOT_YET = {
    "R37": "limits of imports: there is no import of other programs' files yet",
    "R39": "card codes in imports: as R37",
    "R40": "passwords in imports: as R37",
    "R41": "the file that was imported: as R37",
}
