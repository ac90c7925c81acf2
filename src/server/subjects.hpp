// SPDX-License-Identifier: Apache-2.0
// The tables that decisions about access can be explained for: whoever serves a table of records
// says here what it looks like and how a row is found.
//
//   site.subjects().add({.shape = firms(), .find = [&site](std::int64_t number) { … }});
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "access/subject.hpp"
#include "base/result.hpp"

namespace kc::server {

struct Subject {
    access::SubjectShape shape = {};
    // Empty when there is no such row. Parts included.
    std::function<Result<std::optional<access::SubjectRow>>(std::int64_t number)> find = {};
};

class Subjects {
public:
    void add(Subject subject) { all_.push_back(std::move(subject)); }

    // Null when nobody serves it.
    [[nodiscard]] const Subject* find(access::ObjectKind kind, std::string_view name) const {
        for (const Subject& one : all_) {
            if (one.shape.kind == kind && one.shape.name == name) return &one;
        }
        return nullptr;
    }

private:
    std::vector<Subject> all_;
};

}  // namespace kc::server
