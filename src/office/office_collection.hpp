// SPDX-License-Identifier: Apache-2.0
// Collecting figures: sheets opened, saved and moved on; how complete the collection is; what waits
// for whom. A step is one command of the store: the sheet's event and the facts it makes are kept
// together or not at all.
//
// Which status a figure has as a fact: submitted once the sheet is; verified once checked, unless
// it corrects a published one, which stands until the correction is published; then published, or
// revised where it differs from what was published before. What comes back is a draft again, and
// what was never submitted is no fact yet.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/role.hpp"
#include "collection/form_book.hpp"
#include "collection/progress.hpp"
#include "collection/sheet_check.hpp"
#include "office/office_facts.hpp"
#include "office/office_fillers.hpp"
#include "office/office_live.hpp"

namespace kc::office {

enum class Against : std::uint8_t { published, last_period, last_year, control };
std::string_view to_string(Against against);

// The value minus what it is held against, in the field's unit.
struct CellDifference {
    Against against = Against::published;
    base::Decimal value = {};
    std::optional<base::Decimal> difference = {};  // empty while the cell is
    base::Period period;
    bool is_counted = false;  // from records
};

struct CellView {
    const pack::FormField* field = nullptr;
    collection::CellEntry entry = {};
    std::optional<base::Decimal> prefill = {};
    base::Period fact_period;
    std::vector<CellDifference> differences = {};
    std::optional<base::Decimal> former = {};  // when the sheet came back
};

struct SheetView {
    std::shared_ptr<const LivePack> live = {};  // keeps the form alive
    const pack::Form* form = nullptr;
    collection::Filler unit = {};
    base::Period period;
    collection::StoredSheet stored = {};
    collection::Progress progress = collection::Progress::not_due;
    base::Date opens = {};
    base::Date deadline = {};
    std::vector<CellView> cells = {};
    collection::SheetReport report = {};
    bool may_save = false;
    std::vector<collection::Step> steps = {};

    [[nodiscard]] const collection::Sheet& sheet() const { return stored.sheet; }
};

struct SheetAddress {
    std::string form = {};
    std::string unit = {};
    std::string period = {};
};

// E-no-form, -no-sheet (also when it may not be read: nobody learns that it exists).
Result<SheetView> open_sheet(Office& office, const access::Actor& actor,
                             const SheetAddress& address);

// One thing that is wrong with one cell, or with the sheet where the field is empty.
struct SheetMistake {
    std::string field = {};
    Diagnostic what = {};
};

// Done, or why not: `refused` as a whole, or mistakes in cells. Codes of refusals: E-no-form,
// -no-sheet, -collect-forbidden, and those of collection::take_step.
struct SheetAnswer {
    std::optional<SheetView> view = {};
    std::optional<Diagnostic> refused = {};
    std::vector<SheetMistake> mistakes = {};
    bool is_repeated = false;
};

SheetAnswer save_sheet(Office& office, const access::Actor& actor, const std::string& key,
                       const SheetAddress& address, std::int64_t expected_version,
                       const collection::Cells& cells);

struct StepRequest {
    collection::Step step = collection::Step::submit;
    std::int64_t expected_version = 0;
    std::string text = {};
    std::string field = {};
    std::int64_t question = 0;
};
SheetAnswer take_sheet_step(Office& office, const access::Actor& actor, const std::string& key,
                            const SheetAddress& address, const StepRequest& request);

// What the checks would say of these cells in this sheet.
collection::SheetReport report_on(Office& office, const SheetView& view,
                                  const collection::Cells& cells);

// The firms of a form for a period: those a section lists, and those that a registry names besides.
// Whoever keeps the list sees all of it, others what they may read the sheets of.
struct FormFirms {
    std::shared_ptr<const LivePack> live = {};  // keeps what `origin` points at alive
    std::vector<collection::ListedFirm> listed = {};
    std::vector<collection::ListedFirm> registered = {};
    std::optional<ListOrigin> origin = {};         // of a form that names a registry
    std::vector<record::RosterFirm> unclear = {};  // of the origin, for whoever keeps the list
};
// Without a period, of the one that is filled in now. E-no-form (also of a form that is not of
// firms), E-no-sheet for a period the form is not asked for.
Result<FormFirms> firms_of_form(Office& office, const access::Actor& actor, const std::string& form,
                                const std::optional<base::Period>& period = {});

// The list by hand. E-no-form, E-collect-forbidden; the list's mistakes by index.
struct FirmListAnswer {
    std::optional<Diagnostic> refused = {};
    std::vector<std::pair<std::size_t, Diagnostic>> mistakes = {};
};
FirmListAnswer replace_firms(Office& office, const access::Actor& actor, const std::string& key,
                             const std::string& form,
                             const std::vector<collection::ListedFirm>& firms);

}  // namespace kc::office
