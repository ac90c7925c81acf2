// SPDX-License-Identifier: Apache-2.0
// Which heading of a file means which field, as somebody once decided: kept for the firm, section
// or county he works for, so that a colleague need not decide it again.
//
// A decision was made about one set of headings. A file with just these gets them back; a file with
// others gets the newest decision about each heading that it has.
#pragma once

#include <map>
#include <string>

#include "access/role.hpp"
#include "exchange/table_header.hpp"
#include "store/command.hpp"
#include "store/connection.hpp"

namespace kc::office {

class Office;

// "body 91341800…", "section xc2024.s1", "unit 341823", or "all".
std::string mapping_owner(const access::Actor& actor);

// Of the columns a file has, whatever is known of them.
std::string headings_of(const exchange::ColumnMapping& mapping);

class MappingMemory {
public:
    static Result<MappingMemory> of(store::Connection& connection, const std::string& registry,
                                    const std::string& whose);

    // Every heading ever decided about, by the newest decision.
    [[nodiscard]] const exchange::RememberedMapping& newest() const { return newest_; }
    // The same, and before it what was decided about just these headings.
    [[nodiscard]] exchange::RememberedMapping with(const std::string& headings) const;

private:
    exchange::RememberedMapping newest_ = {};
    std::map<std::string, exchange::RememberedMapping> by_headings_ = {};
};

// Inside a command; an empty mapping forgets. `headings` is "" for decisions about no one file.
Result<void> keep_mapping(store::Transaction& transaction, const std::string& registry,
                          const std::string& whose, const std::string& headings,
                          const exchange::RememberedMapping& mapping);

// Everything that was kept for these people gives way to `mapping`.
Result<void> replace_mapping(Office& office, const access::Actor& actor, const std::string& key,
                             const std::string& registry,
                             const exchange::RememberedMapping& mapping);

}  // namespace kc::office
