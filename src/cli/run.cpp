// SPDX-License-Identifier: Apache-2.0
#include "cli/run.hpp"

#include <exception>
#include <new>

#include "cli/commands.hpp"

namespace kc::cli {
namespace {

struct Dispatch {
    Console& console;

    ExitCode operator()(const HelpArguments& a) const { return run_help(a, console); }
    ExitCode operator()(const ReadArguments& a) const { return run_read(a, console); }
    ExitCode operator()(const NewArguments& a) const { return run_new(a, console); }
    ExitCode operator()(const CheckArguments& a) const { return run_check(a, console); }
    ExitCode operator()(const DiffArguments& a) const { return run_diff(a, console); }
    ExitCode operator()(const SchemaArguments& a) const { return run_schema(a, console); }
    ExitCode operator()(const ServeArguments& a) const { return run_serve(a, console); }
    ExitCode operator()(const VersionArguments&) const { return run_version(console); }
};

ExitCode dispatch(const std::vector<std::string>& words, Console& console) {
    const Result<Arguments> arguments = parse_arguments(words);
    if (!arguments) {
        console.complain(arguments.error());
        return ExitCode::bad_input;
    }
    return std::visit(Dispatch{console}, *arguments);
}

// Failures of the machine end here; everything else is a Result.
ExitCode guarded(const std::vector<std::string>& words, Console& console) {
    try {
        return dispatch(words, console);
    } catch (const std::bad_alloc&) {
        console.complain({.code = "E-memory", .zh = "内存不够", .en = "out of memory"});
    } catch (const std::exception& error) {
        console.complain({.code = "E-machine", .zh = error.what(), .en = error.what()});
    }
    return ExitCode::machine;
}

}  // namespace

ExitCode run(const std::vector<std::string>& arguments, const Environment& environment, Output& out,
             Output& err) {
    Console console{out, err, choose_language(arguments, environment)};
    const ExitCode code = guarded(arguments, console);
    out.flush();
    if (!out.has_failed()) return code;
    console.complain(
        {.code = "E-output", .zh = "写不出结果", .en = "the output cannot be written"});
    return ExitCode::machine;
}

}  // namespace kc::cli
