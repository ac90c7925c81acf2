// SPDX-License-Identifier: Apache-2.0
// A file for libraries that write to files only; gone with this object.
#pragma once

#include <string>
#include <string_view>

namespace kc::office {

class TemporaryFile {
public:
    // `suffix` as ".xlsx".
    explicit TemporaryFile(std::string_view suffix);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    // False when none could be made.
    [[nodiscard]] bool is_there() const { return is_there_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string bytes() const;

private:
    std::string path_;
    bool is_there_ = false;
};

}  // namespace kc::office
