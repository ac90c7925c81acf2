// SPDX-License-Identifier: Apache-2.0
#include "cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/utf8.hpp"

namespace kc::cli {
namespace {

constexpr std::string_view kProgramTailZh = R"(
  --lang zh|en          语言；默认看 KECHUANG_LANG、LC_ALL、LC_MESSAGES、LANG
  -h, --help            说明；kechuang 命令 --help 看该命令的说明

退出码：0 正常；1 检查出错误；2 文件或参数不能用；3 机器故障（内存、磁盘）
)";
constexpr std::string_view kProgramTailEn = R"(
  --lang zh|en          language; by default from KECHUANG_LANG, LC_ALL, LC_MESSAGES, LANG
  -h, --help            help; "kechuang COMMAND --help" for one command

Exit codes: 0 fine; 1 a check found errors; 2 a file or an argument is unusable; 3 the machine
failed (memory, disk)
)";

// Directly below: "" has "audit", "audit" has "audit verify".
bool is_below(std::string_view name, std::string_view above) {
    if (above.empty()) return name.find(' ') == std::string_view::npos;
    return name.size() > above.size() && name.starts_with(above) && name[above.size()] == ' ';
}

std::string list(std::span<const Command> commands, std::string_view above, bool in_zh) {
    constexpr std::size_t kColumn = 20;
    std::string text;
    for (const Command& command : commands) {
        if (!is_below(command.text.name, above)) continue;
        const std::string_view usage = command.text.usage;
        const std::string_view gap = "                    ";
        const std::string_view what = in_zh ? command.text.zh : command.text.en;
        if (usage.size() <= kColumn) {
            text += fmt::format("  {}{}  {}\n", usage, gap.substr(usage.size()), what);
        } else {
            text += fmt::format("  {}\n  {}  {}\n", usage, gap, what);
        }
    }
    return text;
}

std::string program_help(std::span<const Command> commands, bool in_zh) {
    return fmt::format(
        "{}\n\n{}{}",
        in_zh ? "用法：kechuang 命令 [参数]" : "Usage: kechuang COMMAND [ARGUMENT]...",
        list(commands, "", in_zh), in_zh ? kProgramTailZh : kProgramTailEn);
}

std::string command_help(std::span<const Command> commands, const CommandText& text, bool in_zh) {
    const std::string_view help = in_zh ? text.help_zh : text.help_en;
    std::string whole = fmt::format("{}kechuang {}{}\n", in_zh ? "用法：" : "Usage: ", text.usage,
                                    help.find("\n  --") == std::string_view::npos ? ""
                                    : in_zh                                       ? " [选项]"
                                                                                  : " [OPTION]...");
    const std::string below = list(commands, text.name, in_zh);
    if (!below.empty()) whole += "\n" + below;
    if (!help.empty()) whole += fmt::format("\n{}", help);
    return whole;
}

}  // namespace

void print_help(std::span<const Command> commands, std::string_view name, Console& console) {
    const auto found = std::find_if(commands.begin(), commands.end(),
                                    [&](const Command& one) { return one.text.name == name; });
    const auto print = [&](bool in_zh) {
        console.out.write(found == commands.end() ? program_help(commands, in_zh)
                                                  : command_help(commands, found->text, in_zh));
    };
    if (console.language != Language::en) print(true);
    if (console.language == Language::both) console.line("");
    if (console.language != Language::zh) print(false);
}

}  // namespace kc::cli
