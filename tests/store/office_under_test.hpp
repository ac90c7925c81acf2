// SPDX-License-Identifier: Apache-2.0
// What the durability tests write, and what must hold whatever happened meanwhile.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "store/test_support.hpp"
#include "store/verify.hpp"

namespace kc::store::test {

// Command `number` writes two facts of its own and answers with its number.
inline Command two_facts(std::int64_t number) {
    const std::string text = std::to_string(number);
    Command command{.key = "request-" + text,
                    .actor = "clerk",
                    .kind = "fact.append",
                    .payload = "{\"number\":" + text + "}"};
    command.run = [text](Transaction& transaction) -> Result<std::string> {
        for (const char* part : {"a", "b"}) {
            const Fact fact{.indicator = "test.number",
                            .unit = text,
                            .period = *base::Period::month(2024, 5),
                            .dimensions = {{"part", part}},
                            .value = 7,
                            .source = "test"};
            if (Result<std::int64_t> id = transaction.append(fact); !id) {
                return unexpected(id.error());
            }
        }
        return text;
    };
    return command;
}

// The numbers that are saved, each with both facts; a failure when anything is half there or the
// journal does not hold.
inline std::set<std::int64_t> saved_numbers(Connection& connection) {
    std::set<std::int64_t> saved;
    Result<AuditReport> report = verify(connection, {.check_pages = true});
    EXPECT_TRUE(report) << (report ? "" : report.error().en);
    if (!report) return saved;
    for (const Finding& finding : report->findings.kept()) {
        ADD_FAILURE() << to_string(finding.message, Language::en);
    }
    Result<Rows> rows = connection.query(
        "SELECT CAST(answer AS INTEGER), facts_count, "
        "(SELECT count(*) FROM fact WHERE unit = (SELECT id FROM term WHERE text = answer) AND "
        "indicator = (SELECT id FROM term WHERE text = 'test.number')) FROM journal");
    EXPECT_TRUE(rows);
    if (!rows) return saved;
    Result<bool> more = rows->next();
    for (; more && *more; more = rows->next()) {
        EXPECT_EQ(rows->get<std::int64_t>(1), 2);
        EXPECT_EQ(rows->get<std::int64_t>(2), 2);
        EXPECT_TRUE(saved.insert(rows->get<std::int64_t>(0)).second);
    }
    EXPECT_TRUE(more);
    EXPECT_EQ(report->facts, 2 * report->entries);
    return saved;
}

}  // namespace kc::store::test
