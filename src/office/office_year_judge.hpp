// SPDX-License-Identifier: Apache-2.0
// One row of a file of yearly figures: of which record and year, what it would change, and why it
// may not. As office_record_judge.hpp does it for records; it never makes one.
#pragma once

#include <memory>

#include "office/office_record_judge.hpp"

namespace kc::office {

class YearJudge final : public RowJudge {
public:
    // All must outlive the judge. `table` is a year_table, made to be read in.
    YearJudge(const LivePack& live, const record::Registry& registry, const access::Actor& actor,
              const RecordTable& table, base::Date today);
    ~YearJudge() override;

    // `create` when the record has no figures of the year yet. Two rows of one record and year are
    // a conflict.
    Result<JudgedRow> judge(const exchange::TypedRow& row, const record::Look& look,
                            const Note& note) override;

    // Figures are entered with the right to change their record.
    [[nodiscard]] const store::Condition& may_create() const override;
    [[nodiscard]] const store::Condition& may_edit() const override;
    [[nodiscard]] const store::Condition& may_submit() const override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kc::office
