// SPDX-License-Identifier: Apache-2.0
// From an uploaded plan document to a live pack: what was read, what people corrected, the pack.
//
// The file is kept as it came; a draft is always that file read again with the corrections applied,
// so nothing of it can drift away from its document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "office/office_facts.hpp"
#include "office/plan_file.hpp"

namespace kc::office {

inline constexpr std::size_t kUploadBytesMax = 16U << 20U;

struct DraftHead {
    std::int64_t id = 0;
    std::int64_t version = 1;
    std::string state = {};  // draft, live, replaced
    std::string file_name = {};
    std::string format = {};
    std::string sha256 = {};
    std::string title = {};
    std::int64_t year = 0;  // 0: the document names none
    std::string issuer = {};
    std::int64_t uploaded_at_us = 0;
    std::string uploaded_by = {};
};

// Rows keep their number whatever is removed.
struct Draft {
    DraftHead head = {};
    PlanFile file = {};                                             // corrected
    std::vector<std::vector<std::string>> target_corrections = {};  // names of fields, by row
    std::vector<std::vector<std::string>> task_corrections = {};
    std::vector<bool> target_removed = {};
    std::vector<bool> task_removed = {};
};

struct Correction {
    std::string subject = {};  // target, task, document
    std::int64_t row = 0;
    std::string field = {};  // "removed" with value "1" or "0" takes a row out or back in
    std::optional<std::string> value = {};
};

Result<DraftHead> upload_plan(Office& office, const Requester& requester, std::string_view bytes,
                              const std::string& file_name);

Result<std::vector<DraftHead>> list_drafts(Office& office, std::int64_t before, std::int64_t limit);

// Empty when there is no such draft.
Result<std::optional<Draft>> find_draft(Office& office, std::int64_t id);

// Each correction is checked first; errors name it by its index.
struct CorrectionError {
    std::size_t correction = 0;
    Diagnostic what = {};
};
std::vector<CorrectionError> check_corrections(const Draft& draft,
                                               const std::vector<Correction>& corrections,
                                               const Office& office);

// `version` is the one the corrections were made on; E-changed-meanwhile when it has moved on.
Result<void> correct_draft(Office& office, const Requester& requester, std::int64_t id,
                           std::int64_t version, const std::vector<Correction>& corrections);

struct MadePack {
    std::string code = {};
    std::int64_t year = 0;
    std::size_t targets = 0;
    std::size_t tasks = 0;
    Diagnostics findings = {};
};
Result<MadePack> make_pack(Office& office, const Requester& requester, std::int64_t id,
                           std::int64_t version);

}  // namespace kc::office
