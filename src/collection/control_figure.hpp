// SPDX-License-Identifier: Apache-2.0
// The office's own figures that those of a sheet are held against.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/decimal.hpp"

namespace kc::collection {

struct ControlFigure {
    base::Decimal value = {};  // in the field's unit
    bool is_counted = false;   // from records; from other figures otherwise

    bool operator==(const ControlFigure&) const = default;
};

using ControlFigures = std::map<std::string, ControlFigure, std::less<>>;  // by field

}  // namespace kc::collection
