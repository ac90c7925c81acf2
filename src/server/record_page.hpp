// SPDX-License-Identifier: Apache-2.0
// One record with everything that belongs to it: what may be done, history, what points to it,
// likely duplicates, yearly figures, and while a correction is under way what was approved before.
// Reading answers with it, and so does every change.
#pragma once

#include <string>

#include "record/record.hpp"
#include "server/router.hpp"
#include "server/site.hpp"

namespace kc::server {

Response record_answer(Site& site, const Call& call, const std::string& registry,
                       record::RecordId id, int status);
// As known then: nothing can be done with it, and likely duplicates are not told.
Response record_answer(Site& site, const Call& call, const std::string& registry,
                       record::RecordId id, int status, const office::Moment& moment);

}  // namespace kc::server
