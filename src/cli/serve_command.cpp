// SPDX-License-Identifier: Apache-2.0
#include "cli/serve_command.hpp"

#include <fmt/format.h>

#include "access/accounts.hpp"
#include "office/office_live.hpp"
#include "server/access_log.hpp"
#include "server/http_server.hpp"
#include "server/site.hpp"

namespace kc::cli {
namespace {

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

}  // namespace

ExitCode run_serve(const ServeArguments& arguments, Console& console) {
    const auto fail = [&](const Diagnostic& diagnostic) {
        console.complain(diagnostic);
        return ExitCode::bad_input;
    };
    const std::string data = arguments.data.empty() ? std::string(kDefaultData) : arguments.data;
    auto office = office::Office::open(
        {.pack_folder = arguments.folder, .database = data, .schemas = {access::access_schema()}});
    if (!office) return fail(office.error());
    server::Assets assets;
    if (!arguments.web.empty()) {
        auto loaded = server::Assets::load(arguments.web);
        if (!loaded) return fail(loaded.error());
        assets = std::move(*loaded);
    }
    auto log = server::open_access_log(data + "-access.log");
    if (!log) return fail(log.error());
    server::Site site(**office, std::move(assets), {.version = KC_VERSION, .log = *log});
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

}  // namespace kc::cli
