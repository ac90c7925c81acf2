// SPDX-License-Identifier: Apache-2.0
#include "office/temporary_file.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include <unistd.h>

namespace kc::office {

TemporaryFile::TemporaryFile(std::string_view suffix)
    : path_((std::filesystem::temp_directory_path() / "kechuang-XXXXXX").string() +
            std::string(suffix)) {
    const int file = ::mkstemps(path_.data(), static_cast<int>(suffix.size()));
    is_there_ = file >= 0;
    if (is_there_) ::close(file);
}

TemporaryFile::~TemporaryFile() {
    std::error_code ignored;
    if (is_there_) std::filesystem::remove(path_, ignored);
}

std::string TemporaryFile::bytes() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace kc::office
