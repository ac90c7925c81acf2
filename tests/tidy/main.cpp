// SPDX-License-Identifier: Apache-2.0
// tidy CHECKOUT: prints every breach of the house rules as path:line: message; 1 if there is any.
#include <cstdio>
#include <exception>

#include <fmt/format.h>

#include "rules.hpp"

int main(int argument_count, char** arguments) try {
    if (argument_count != 2) {
        fmt::print(stderr, "usage: tidy CHECKOUT\n");
        return 2;
    }
    const std::vector<kc::tidy::TreeFile> files = kc::tidy::read_tree(arguments[1]);
    if (files.empty()) {
        fmt::print(stderr, "tidy: no files below {}\n", arguments[1]);
        return 2;
    }
    const kc::tidy::Findings found = kc::tidy::check_tree(files);
    for (const kc::tidy::Finding& finding : found)
        fmt::print("{}:{}: {}\n", finding.path, finding.line == 0 ? 1 : finding.line,
                   finding.message);
    fmt::print("tidy: {} files, {} findings\n", files.size(), found.size());
    return found.empty() ? 0 : 1;
} catch (const std::exception& failure) {
    fmt::print(stderr, "tidy: {}\n", failure.what());
    return 2;
}
