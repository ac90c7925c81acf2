// SPDX-License-Identifier: Apache-2.0
// Official documents made from a template and from the targets as they stood at a moment.
//
// The words and tables are in Chinese, as the documents are. Each says at its end as of when its
// figures were known and where the journal stood, so that anybody can have the same figures again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "exchange/official_document.hpp"
#include "office/office_targets.hpp"
#include "pack/document_template.hpp"

namespace kc::office {

// Those of the pack, then the catalog's that the pack does not replace by the same code.
std::vector<const pack::DocumentTemplate*> document_templates(const LivePack& live);
const pack::DocumentTemplate* find_document_template(const LivePack& live, std::string_view code);

struct DocumentOrder {
    std::int32_t issue = 1;  // of the bulletin, or the document's number
    Moment moment = {};
};

// Errors: the document would be larger than its limits.
Result<exchange::OfficialDocument> compose_document(const Office& office,
                                                    const pack::DocumentTemplate& from,
                                                    const DocumentOrder& order);

// The last period that was over on the day.
base::Period period_before(pack::DocumentPeriod period, base::Date day);

}  // namespace kc::office
