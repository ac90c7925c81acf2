// SPDX-License-Identifier: Apache-2.0
// Who holds what right: every account with every grant, for whoever looks after or audits them.
#pragma once

#include <string>

#include "access/role_book.hpp"
#include "office/office_list_export.hpp"

namespace kc::office {

// By account, then by grant; also what waits, is over or was taken back. An account without any
// has one row.
Result<std::string> export_people(const Office& office, const access::RoleBook& book,
                                  const ListExport& out);

}  // namespace kc::office
