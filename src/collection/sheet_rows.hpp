// SPDX-License-Identifier: Apache-2.0
// Sheets in the database. The events are the sheet; beside them one row for each sheet holds where
// it stands, for lists and for the one condition about access.
//
// Writing happens inside a command of the store's writer (`take_step`), so that of two people who
// act at once exactly one wins: the other one's expected version is no longer the sheet's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/period.hpp"
#include "base/result.hpp"
#include "collection/sheet.hpp"
#include "store/command.hpp"
#include "store/condition.hpp"
#include "store/connection.hpp"
#include "store/migrate.hpp"

namespace kc::collection {

store::Schema collection_schema();

struct SheetKey {
    std::string form = {};
    std::string unit = {};
    base::Period period;

    bool operator==(const SheetKey&) const = default;
};

// What a row says beside its key; fixed by form and unit when the sheet begins.
struct SheetPlace {
    std::string region = {};   // the administrative unit that access goes by
    std::string section = {};  // that checks it; empty for none
    std::string body = {};     // credit code of a firm; empty for other units
};

// Where a sheet stands, without its cells.
struct SheetRow {
    SheetKey key;
    SheetPlace place = {};
    SheetState state = SheetState::open;
    std::int64_t version = 0;
    std::int64_t published_revision = 0;
    std::string submitted_by = {};
    std::int64_t changed_at_us = 0;
};

// A sheet nobody has touched is the default one, without events.
struct StoredSheet {
    Sheet sheet = {};
    std::vector<Event> events = {};
};
Result<StoredSheet> read_sheet(store::Connection& connection, const SheetKey& key);
Result<StoredSheet> read_sheet(store::Transaction& transaction, const SheetKey& key);

// Sheets of a form and period, or of all where empty, that meet the condition on the columns
// region, section, body, entered_by and state of the table `collection_sheet s`.
struct SheetFilter {
    std::string form = {};
    std::string unit = {};
    std::optional<base::Period> period = {};
    store::Condition condition = store::always();
};
Result<std::vector<SheetRow>> list_sheets(store::Connection& connection, const SheetFilter& filter);

// Checks the step against the sheet as it now is, and writes event and row. The event's version,
// time and actor are set here. E-collect-changed when the sheet is not at `expected_version`.
struct TakenStep {
    Sheet before = {};
    Sheet after = {};
};
Result<TakenStep> take_step(store::Transaction& transaction, const SheetKey& key,
                            const SheetPlace& place, Event event, bool has_sign,
                            std::int64_t expected_version);

// Firms that fill a form in: the list that the section keeps.
struct ListedFirm {
    std::string code = {};  // unified social credit code
    std::string name = {};
    std::string region = {};

    bool operator==(const ListedFirm&) const = default;
};
inline constexpr std::size_t kListedFirmsMax = 50'000;
Result<std::vector<ListedFirm>> listed_firms(store::Connection& connection,
                                             const std::string& form);
// In place of the whole list.
Result<void> replace_list(store::Transaction& transaction, const std::string& form,
                          const std::vector<ListedFirm>& firms);

}  // namespace kc::collection
