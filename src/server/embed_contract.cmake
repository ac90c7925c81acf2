# Writes INPUT, the contract, as a C++ text to OUTPUT.
file(READ "${INPUT}" text)
if(text MATCHES "\\)kc_yaml\"")
    message(FATAL_ERROR "${INPUT} holds the mark that ends a text in C++")
endif()
file(WRITE "${OUTPUT}" "// Written by src/server/embed_contract.cmake.
#include \"server/contract.hpp\"

namespace kc::server {

// Longer texts than the standard demands are fine with every compiler we use.
#pragma GCC diagnostic ignored \"-Woverlength-strings\"

std::string_view contract_yaml() {
    return R\"kc_yaml(${text})kc_yaml\";
}

}  // namespace kc::server
")
