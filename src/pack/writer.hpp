// SPDX-License-Identifier: Apache-2.0
// Objects as the YAML files that the loader reads.
//
//   std::string text = write_yaml(target, "由 kechuang new 生成，可以修改");
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "pack/objects.hpp"
#include "pack/policy_text.hpp"

namespace kc::pack {

// A file with one object. `comment` is put above it. Fields come in the order of
// docs/pack-format.md; optional ones that say nothing are left out.
template <typename T>
std::string write_yaml(const T& object, std::string_view comment = {});

// A file with many objects of one kind, under `objects:`.
template <typename T>
std::string write_yaml_list(std::span<const T> objects, std::string_view comment = {});

}  // namespace kc::pack
