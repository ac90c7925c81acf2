// SPDX-License-Identifier: Apache-2.0
#include "cli/schemas.hpp"

#include "access/accounts.hpp"
#include "access/session_table.hpp"
#include "access/sign_ins.hpp"
#include "office/office_live.hpp"

namespace kc::cli {

std::vector<store::Schema> schemas_beside_the_office() {
    return {access::access_schema(), access::session_schema(), access::sign_in_schema()};
}

std::vector<store::Schema> all_schemas() {
    std::vector<store::Schema> all = office::office_schemas();
    for (const store::Schema& one : schemas_beside_the_office()) all.push_back(one);
    return all;
}

}  // namespace kc::cli
