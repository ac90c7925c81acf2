// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "cli/catalog_choice.hpp"
#include "cli/commands.hpp"
#include "cli/plan_table.hpp"
#include "exchange/extract_file.hpp"
#include "office/plan_file.hpp"
#include "plan/json.hpp"

namespace kc::cli {
namespace {

// Reads the files one after the other and prints what could be read; a bad one does not keep the
// others from being read, and makes the exit code.
class ReadCommand {
public:
    ReadCommand(const ReadArguments& arguments, Console& console)
        : arguments_(arguments), console_(console) {}

    ExitCode run() {
        if (arguments_.form != ReadForm::text) {
            auto vocabulary = choose_vocabulary(arguments_.catalog, console_);
            if (!vocabulary) return ExitCode::bad_input;
            vocabulary_ = std::move(*vocabulary);
        }
        for (const std::string& file : arguments_.files) {
            if (console_.out.is_closed()) break;
            const bool is_good = arguments_.form == ReadForm::text ? text(file) : plan(file);
            if (!is_good) code_ = ExitCode::bad_input;
        }
        if (arguments_.form == ReadForm::json && printed_ > 0) console_.out.write("]\n");
        return code_;
    }

private:
    bool text(const std::string& name) {
        const auto document = exchange::extract_file(name);
        if (!document) {
            console_.complain(document.error());
            return false;
        }
        warn(document->warnings);
        begin_document(name);
        // Offsets of spans count from here on, so nothing may be added but at the very end.
        console_.out.write(document->text);
        if (!document->text.ends_with('\n')) console_.out.write("\n");
        return true;
    }

    bool plan(const std::string& name) {
        const auto file = office::read_plan_file(name, vocabulary_);
        if (!file) {
            console_.complain(file.error());
            return false;
        }
        warn(file->warnings);
        if (arguments_.form == ReadForm::json) {
            console_.out.write(printed_++ == 0 ? "[" : ",\n");
            console_.out.write(plan::to_json(name, file->plan));
        } else if (arguments_.form == ReadForm::explain) {
            begin_document(name);
            console_.out.write(explanation_lines(*file, console_));
        } else {
            if (printed_++ > 0) console_.line("");
            console_.out.write(plan_table(*file, console_));
        }
        return true;
    }

    // With several files each says which one it is; one alone is printed as it is.
    void begin_document(const std::string& name) {
        if (arguments_.files.size() < 2) return;
        if (printed_++ > 0) console_.line("");
        console_.line("==> " + name + " <==");
    }

    void warn(const Diagnostics& warnings) {
        for (const Diagnostic& warning : warnings) console_.complain(warning);
    }

    const ReadArguments& arguments_;
    Console& console_;
    plan::Vocabulary vocabulary_;
    std::size_t printed_ = 0;
    ExitCode code_ = ExitCode::ok;
};

}  // namespace

ExitCode run_read(const ReadArguments& arguments, Console& console) {
    return ReadCommand(arguments, console).run();
}

}  // namespace kc::cli
