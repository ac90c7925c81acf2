// SPDX-License-Identifier: Apache-2.0
// What a cell of a file says: the value the table would keep, whether it says anything new, and how
// it is shown.
#pragma once

#include <optional>
#include <string>

#include "office/office_record_references.hpp"
#include "office/office_record_row.hpp"
#include "office/office_record_within.hpp"

namespace kc::office {

class CellReader {
public:
    // All must outlive it.
    CellReader(const RowContext& context, RecordReferences& references, const RowsWithin& within)
        : context_(context), references_(references), within_(within) {}

    // As the table would keep it. Nothing when it cannot be, which has been said then.
    Result<std::optional<record::Cell>> read(RowOnItsWay& one, const GivenCell& given);

    // What a list showed for it: names of other records, masks.
    [[nodiscard]] Result<bool> is_as_shown(const RowOnItsWay& one, const GivenCell& given,
                                           const record::Record& record) const;

    [[nodiscard]] pack::Bilingual shown(const pack::RegistryField& field,
                                        const record::Cell& cell) const;

private:
    Result<std::optional<record::Cell>> read_reference(RowOnItsWay& one, const GivenCell& given);
    std::optional<record::Cell> read_within(RowOnItsWay& one, const GivenCell& given,
                                            const MeantRow& meant);

    const RowContext& context_;
    RecordReferences& references_;
    const RowsWithin& within_;
};

}  // namespace kc::office
