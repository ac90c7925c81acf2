// SPDX-License-Identifier: Apache-2.0
// Reads a document from disk and extracts its text. The only part of the room that opens files.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "exchange/document_text.hpp"

namespace kc::exchange {

// The bytes of a regular file. A file above `bytes_max` is refused by its size, before reading;
// devices, pipes and folders are refused.
Result<std::string> read_file_bytes(const std::filesystem::path& path, std::size_t bytes_max);

Result<DocumentText> extract_file(const std::filesystem::path& path,
                                  const ExtractLimits& limits = {}, const PdfProgram& pdf = {});

}  // namespace kc::exchange
