// SPDX-License-Identifier: Apache-2.0
#include "pack/form.hpp"

namespace kc::pack {

const FormField* find_field(const Form& form, std::string_view code) {
    for (const FormField& field : form.fields) {
        if (field.code == code) return &field;
    }
    return nullptr;
}

}  // namespace kc::pack
