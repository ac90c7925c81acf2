// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"

namespace kc::cli {

std::vector<Command> all_commands() {
    return {
        read_command(),
        new_command(),
        sample_command(),
        check_command(),
        diff_command(),
        evaluate_command(),
        evaluate_import_command(),
        policy_group(),
        policy_list_command(),
        policy_show_command(),
        policy_check_command(),
        policy_test_command(),
        policy_explain_command(),
        policy_ladder_command(),
        policy_run_command(),
        policy_sandbox_command(),
        collect_group(),
        collect_burden_command(),
        collect_calendar_command(),
        records_group(),
        records_template_command(),
        records_export_command(),
        records_import_command(),
        serve_command(),
        audit_group(),
        audit_head_command(),
        audit_verify_command(),
        move_command(),
        backup_command(),
        restore_command(),
        jobs_command(),
        schema_command(),
        version_command(),
    };
}

}  // namespace kc::cli
