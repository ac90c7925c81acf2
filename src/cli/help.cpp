// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string_view>

#include "cli/commands.hpp"

namespace kc::cli {
namespace {

struct Help {
    std::string_view command;
    std::string_view zh;
    std::string_view en;
};

constexpr std::array<Help, 8> kHelps{{
    {"",
     R"(用法：kechuang 命令 [参数]

  read FILE…            读工作计划，列出目标和任务
  new DIR --plan FILE   由计划生成一个包（YAML 文件夹）
  check DIR             检查一个包
  diff A B              比较两个包，或包与下一年的计划
  serve DIR             打开办公系统，在浏览器里使用
  schema [KIND]         包的 JSON Schema，供编辑器使用
  version               版本

  --lang zh|en          语言；默认看 KECHUANG_LANG、LC_ALL、LC_MESSAGES、LANG
  -h, --help            说明；kechuang 命令 --help 看该命令的说明

退出码：0 正常；1 检查出错误；2 文件或参数不能用；3 机器故障（内存、磁盘）
)",
     R"(Usage: kechuang COMMAND [ARGUMENT]...

  read FILE...          read work plans and list their targets and tasks
  new DIR --plan FILE   make a pack (a folder of YAML) of a plan
  check DIR             check a pack
  diff A B              compare two packs, or a pack with next year's plan
  serve DIR             open the office, to be used in the browser
  schema [KIND]         JSON Schema of the pack format, for editors
  version               version

  --lang zh|en          language; by default from KECHUANG_LANG, LC_ALL, LC_MESSAGES, LANG
  -h, --help            help; "kechuang COMMAND --help" for one command

Exit codes: 0 fine; 1 a check found errors; 2 a file or an argument is unusable; 3 the machine
failed (memory, disk)
)"},
    {"read",
     R"(用法：kechuang read FILE… [--table|--json|--text|--explain] [--catalog DIR]

读 txt、md、html、docx、pdf（UTF-8、UTF-16、GB18030）。

  --table     表格：标题、年度、目标、任务、没有读懂的（默认）
  --json      JSON 数组，每个文件一个对象
  --text      提取的文本；JSON 里的 span 是它的字符位置 [起, 止)
  --explain   每个数字一行：位置、行:列、数字、取否、理由
  --catalog   换一个指标目录；默认用程序自带的

不能读的文件在标准错误输出说明一行，其余照读，退出码 2。
)",
     R"(Usage: kechuang read FILE... [--table|--json|--text|--explain] [--catalog DIR]

Reads txt, md, html, docx and pdf (UTF-8, UTF-16, GB18030).

  --table     a table: title, year, targets, tasks, what was not understood (default)
  --json      a JSON array with one object for each file
  --text      the extracted text; spans in JSON are [start, end) characters of it
  --explain   a line for each numeral: place, line:column, numeral, taken or not, why
  --catalog   another catalog of indicators; by default the one inside the program

A file that cannot be read is one line on standard error; the others are read, exit code 2.
)"},
    {"new",
     R"(用法：kechuang new DIR --plan FILE [选项]

读计划，把包写进 DIR：pack.yaml、units.yaml、targets.yaml、tasks.yaml、README.md、todo.md。
没有读懂的标为 todo，并列出来。

  --plan FILE     计划文件
  --code CODE     包的代码；默认由行政区和年度得出，例如 xuancheng-2024
  --region CODE   行政区划代码；默认由发布机构认出
  --year YEAR     计划年度；默认由标题认出
  --force         DIR 不是空的也写，覆盖同名文件
  --catalog DIR   换一个目录；默认用程序自带的
)",
     R"(Usage: kechuang new DIR --plan FILE [OPTION]...

Reads the plan and writes a pack into DIR: pack.yaml, units.yaml, targets.yaml, tasks.yaml,
README.md, todo.md. What is not understood is marked 'todo' and listed.

  --plan FILE     the plan
  --code CODE     code of the pack; by default from region and year, such as xuancheng-2024
  --region CODE   administrative division code; by default recognised from the issuer
  --year YEAR     year of the plan; by default recognised from the title
  --force         write even if DIR is not empty, over files of the same name
  --catalog DIR   another catalog; by default the one inside the program
)"},
    {"check",
     R"(用法：kechuang check DIR [--catalog DIR]

检查一个包，列出全部错误和提醒（文件:行:列）。有错误时退出码 1。
)",
     R"(Usage: kechuang check DIR [--catalog DIR]

Checks a pack and lists all errors and warnings (file:line:column). Exit code 1 for errors.
)"},
    {"diff",
     R"(用法：kechuang diff A B [--json] [--catalog DIR]

比较今年和明年：新增、提高、降低、改写、不变、取消。A、B 是包的文件夹或计划文件。
)",
     R"(Usage: kechuang diff A B [--json] [--catalog DIR]

Compares a year with the next: new, raised, lowered, reworded, unchanged, dropped. A and B are
folders of packs, or plans.
)"},
    {"serve",
     R"(用法：kechuang serve DIR [--data FILE] [--port N] [--address A] [--web DIR]

用一个包打开办公系统。数据库文件没有时新建；上传的计划在旁边的 FILE.files/ 里。

  --data      数据库文件；默认 kechuang.db
  --port      端口；默认 8080，0 表示任选一个
  --address   监听地址；默认 127.0.0.1，只有本机能访问。对外开放要在前面放 HTTPS 反向代理
  --web       页面文件夹（web/dist）

Ctrl+C 或 SIGTERM 停止：处理完已收到的请求再退出。
)",
     R"(Usage: kechuang serve DIR [--data FILE] [--port N] [--address A] [--web DIR]

Opens the office on a pack. The database file is made when there is none; uploaded plans lie
beside it in FILE.files/.

  --data      database file; by default kechuang.db
  --port      port; by default 8080, 0 for any free one
  --address   address to listen on; by default 127.0.0.1, for this machine only. To open it to
              others, put a reverse proxy with HTTPS in front
  --web       folder of the pages (web/dist)

Ctrl+C or SIGTERM stops it: requests that have arrived are answered first.
)"},
    {"schema",
     R"(用法：kechuang schema [KIND]

输出包文件的 JSON Schema；KIND 如 target、task，不写则包括所有种类。
)",
     R"(Usage: kechuang schema [KIND]

Prints the JSON Schema of pack files; KIND is target, task … and may be left out for all kinds.
)"},
    {"version", "用法：kechuang version\n", "Usage: kechuang version\n"},
}};

}  // namespace

ExitCode run_help(const HelpArguments& arguments, Console& console) {
    for (const Help& help : kHelps) {
        if (help.command != arguments.command) continue;
        if (console.language != Language::en) console.out.write(help.zh);
        if (console.language == Language::both) console.line("");
        if (console.language != Language::zh) console.out.write(help.en);
    }
    return ExitCode::ok;
}

}  // namespace kc::cli
