// SPDX-License-Identifier: Apache-2.0
#include "store/figures.hpp"

namespace kc::store {

Result<std::int64_t> database_bytes(Connection& connection) {
    if (connection.dialect() == Dialect::postgres) {
        // numeric from sum() is no whole number to the driver.
        return connection.query_number(
            "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class "
            "WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'm')");
    }
    return connection.query_number(
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()");
}

}  // namespace kc::store
