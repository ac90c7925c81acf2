// SPDX-License-Identifier: Apache-2.0
// Who may see and move a sheet: the one place where collection asks the room `access`.
//
// The role and section that the form's route names say whose turn it is; the authorities of the
// roles held say whether it reaches this unit. Both are needed.
#pragma once

#include <string>
#include <vector>

#include "access/decide.hpp"
#include "collection/filler.hpp"
#include "collection/sheet.hpp"
#include "pack/form.hpp"

namespace kc::office {

// The columns of the table `collection_sheet s`.
access::SubjectShape sheet_shape();

// A sheet as access sees it, whether it is stored already or not.
struct SheetSubject {
    const pack::Form* form = nullptr;
    const collection::Filler* unit = nullptr;
    const collection::Sheet* sheet = nullptr;
};

bool may_read(const access::Actor& actor, const SheetSubject& subject);
bool may_take(const access::Actor& actor, const SheetSubject& subject, collection::Step step);

// What somebody may do with files attached to a sheet. `shape` is a sheet's, asked about as
// attachments; `sees` follows its fields.
struct FileRights {
    std::vector<access::FieldView> sees = {};
    bool may_add = false;
    bool may_take_back = false;
};
FileRights file_rights(const access::Actor& actor, const SheetSubject& subject,
                       const access::SubjectShape& shape);

// The step of the route that a duty is.
const pack::RouteStep& route_step(const pack::Form& form, collection::Duty duty);

// Keeps the list of firms of a form.
bool may_keep_list(const access::Actor& actor, const pack::Form& form);

}  // namespace kc::office
