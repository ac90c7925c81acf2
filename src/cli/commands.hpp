// SPDX-License-Identifier: Apache-2.0
// The commands, in the order in which help lists them.
#pragma once

#include <vector>

#include "cli/command.hpp"

namespace kc::cli {

Command read_command();
Command new_command();
Command sample_command();
Command check_command();
Command diff_command();
Command evaluate_command();
Command evaluate_import_command();
Command policy_group();
Command policy_list_command();
Command policy_show_command();
Command policy_check_command();
Command policy_test_command();
Command policy_explain_command();
Command policy_ladder_command();
Command policy_run_command();
Command policy_sandbox_command();
Command collect_group();
Command collect_burden_command();
Command collect_calendar_command();
Command records_group();
Command records_template_command();
Command records_export_command();
Command records_import_command();
Command serve_command();
Command move_command();
Command backup_command();
Command restore_command();
Command jobs_command();
Command audit_group();
Command audit_head_command();
Command audit_verify_command();
Command schema_command();
Command version_command();

std::vector<Command> all_commands();

}  // namespace kc::cli
