# kc_room(name [USES lower rooms] [LIBS third-party libraries])
#
# One call makes a room: the library kc_<name> from every .cpp beside the caller, the
# program <name>_test from the *_test.cpp files, and *_fuzz.cpp as libFuzzer targets when
# KC_FUZZ is on. A room may use only rooms on lower floors; tests/tidy checks the includes.
function(kc_room name)
    cmake_parse_arguments(ROOM "" "" "USES;LIBS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    file(GLOB test_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp)
    file(GLOB fuzz_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_fuzz.cpp)
    if(test_sources)
        list(REMOVE_ITEM sources ${test_sources})
    endif()
    if(fuzz_sources)
        list(REMOVE_ITEM sources ${fuzz_sources})
    endif()

    add_library(kc_${name} STATIC ${sources})
    target_link_libraries(kc_${name} PUBLIC kc_options)
    foreach(lower IN LISTS ROOM_USES)
        target_link_libraries(kc_${name} PUBLIC kc_${lower})
    endforeach()
    target_link_libraries(kc_${name} PUBLIC ${ROOM_LIBS})

    if(test_sources AND NOT KC_FUZZ)
        add_executable(${name}_test ${test_sources})
        target_link_libraries(${name}_test PRIVATE kc_${name} GTest::gmock GTest::gtest_main)
        # Tests find their data, and the optional reference folder beside the checkout, here.
        target_compile_definitions(${name}_test PRIVATE KC_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
        gtest_discover_tests(${name}_test TEST_PREFIX ${name}/ DISCOVERY_TIMEOUT 60
            PROPERTIES TIMEOUT 300)
    endif()
    if(KC_FUZZ)
        foreach(fuzz IN LISTS fuzz_sources)
            get_filename_component(fuzz_name ${fuzz} NAME_WE)
            add_executable(${fuzz_name} ${fuzz})
            target_link_libraries(${fuzz_name} PRIVATE kc_${name})
            target_link_options(${fuzz_name} PRIVATE -fsanitize=fuzzer)
        endforeach()
    endif()
endfunction()
