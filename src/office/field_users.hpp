// SPDX-License-Identifier: Apache-2.0
// What the users of a form's fields are called.
#pragma once

#include "collection/field_use.hpp"
#include "office/office_live.hpp"

namespace kc::office {

// The name of the target, indicator, form, evaluation, policy or registry; its code where the live
// pack has none.
pack::Bilingual name_of(const LivePack& live, const collection::FieldUse& user);

}  // namespace kc::office
