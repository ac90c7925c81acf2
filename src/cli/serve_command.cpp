// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "access/accounts.hpp"
#include "cli/commands.hpp"
#include "office/office_live.hpp"
#include "server/access_log.hpp"
#include "server/http_server.hpp"
#include "server/settings.hpp"
#include "server/site.hpp"

namespace kc::cli {
namespace {

struct ServeArguments {
    std::string folder = {};  // of the pack
    std::string data = {};    // file or address; empty: kechuang.db in the working directory
    std::string files = {};   // folder of uploads; empty: beside the database file
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::string web = {};  // folder of built pages; empty: none
    std::string settings = {};
};

constexpr CommandText kText{
    .name = "serve",
    .usage = "serve DIR",
    .zh = "打开办公系统，在浏览器里使用",
    .en = "open the office, to be used in the browser",
    .help_zh =
        R"(用一个包打开办公系统。数据库文件没有时新建；上传的计划在旁边的 FILE.files/ 里。

  --data      数据库文件，或 postgresql://… 地址；默认 kechuang.db
  --files     上传文件的目录；默认在数据库文件旁，用服务器时是当前目录下的 kechuang.files
  --port      端口；默认 8080，0 表示任选一个
  --address   监听地址；默认 127.0.0.1，只有本机能访问。对外开放要在前面放 HTTPS 反向代理
  --web       页面文件夹（web/dist），代替程序自带的页面
  --settings  设置文件：对谁要求第二因素、信任哪些统一身份；见 docs/access.md

Ctrl+C 或 SIGTERM 停止：处理完已收到的请求再退出。
)",
    .help_en =
        R"(Opens the office on a pack. The database file is made when there is none;
uploaded plans lie beside it in FILE.files/.

  --data      database file, or an address postgresql://...; by default kechuang.db
  --files     folder of uploads; by default beside the database file, or kechuang.files here for
              a database on a server
  --port      port; by default 8080, 0 for any free one
  --address   address to listen on; by default 127.0.0.1, for this machine only. To open it to
              others, put a reverse proxy with HTTPS in front
  --web       folder of pages (web/dist), in place of those inside the program
  --settings  file of settings: of whom a second factor is demanded, which providers of identities
              are trusted; see docs/access.md

Ctrl+C or SIGTERM stops it: requests that have arrived are answered first.
)"};

void declare(CLI::App& app, ServeArguments& to) {
    app.add_option("DIR", to.folder)->required();
    app.add_option("--data", to.data);
    app.add_option("--files", to.files);
    app.add_option("--address", to.address);
    app.add_option("--port", to.port);
    app.add_option("--web", to.web);
    app.add_option("--settings", to.settings);
}

constexpr std::string_view kDefaultData = "kechuang.db";

void tell_address(const ServeArguments& arguments, std::uint16_t port, bool is_set_up,
                  Console& console) {
    const std::string host = arguments.address == "127.0.0.1" ? "localhost" : arguments.address;
    const std::string address = fmt::format("http://{}:{}/", host, port);
    console.line(console.words("已开放：" + address, "open at " + address));
    if (!is_set_up)
        console.line(console.words("首次运行：在本机打开上面的地址，设定四个管理员账号",
                                   "first run: open the address on this machine and set the four "
                                   "administrators"));
    console.line(console.words("按 Ctrl+C 停止", "press Ctrl+C to stop"));
    console.out.flush();
}

ExitCode run_serve(const ServeArguments& arguments, Console& console) {
    const auto fail = [&](const Diagnostic& diagnostic) {
        console.complain(diagnostic);
        return ExitCode::bad_input;
    };
    server::Settings settings;
    if (!arguments.settings.empty()) {
        Diagnostics found;
        auto read = server::read_settings(arguments.settings, found);
        for (const Diagnostic& one : found) console.complain(one);
        if (!read) return fail(read.error());
        settings = std::move(*read);
    }
    const std::string data = arguments.data.empty() ? std::string(kDefaultData) : arguments.data;
    auto office = office::Office::open({.pack_folder = arguments.folder,
                                        .database = data,
                                        .files_folder = arguments.files,
                                        .schemas = {access::access_schema()}});
    if (!office) return fail(office.error());
    server::Assets assets = server::Assets::embedded(server::embedded_pages());
    if (!arguments.web.empty()) {
        auto loaded = server::Assets::load(arguments.web);
        if (!loaded) return fail(loaded.error());
        assets = std::move(*loaded);
    }
    auto log = server::open_access_log(store::is_postgres_address(data) ? "kechuang-access.log"
                                                                        : data + "-access.log");
    if (!log) return fail(log.error());
    server::Site site(**office, std::move(assets),
                      {.version = KC_VERSION,
                       .factors = settings.factors,
                       .address = settings.address,
                       .providers = settings.providers,
                       .log = *log});
    server::HttpServer http(
        site.application(),
        {.address = arguments.address, .port = arguments.port, .heeds_signals = true});
    const auto port = http.listen();
    if (!port) return fail(port.error());
    tell_address(arguments, *port, site.is_set_up(), console);
    http.run();
    (*office)->store().stop();
    console.line(console.words("已停止", "stopped"));
    return ExitCode::ok;
}

}  // namespace

Command serve_command() {
    return make_command<ServeArguments>(kText, declare, run_serve);
}

}  // namespace kc::cli
