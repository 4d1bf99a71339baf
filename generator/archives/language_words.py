"""Words that speak for a language: keywords, types and names that nearly every program uses.

Data only. A word that many languages have says little; see `languages.py`.
"""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "python": (
        "def elif except lambda pass self None True False import from as with yield async "
        "await raise not and or is in print len range str int dict list tuple isinstance "
        "super open __init__ __name__ __main__ return class global nonlocal del assert "
        "finally try while for enumerate zip args kwargs np pd plt append format"
    ),
    "java": (
        "public private protected static final void class interface extends implements "
        "package import new throws throw try catch String Integer Object List Map ArrayList "
        "HashMap System out println Override boolean int long double this return null "
        "instanceof abstract synchronized Exception RuntimeException Optional Stream Consumer "
        "Function Supplier enum super main args"
    ),
    "kotlin": (
        "fun val var when data object companion override suspend lateinit import package "
        "class interface null String Int Unit println listOf mapOf it by sealed init "
        "constructor"
    ),
    "c": (
        "int char void unsigned struct typedef sizeof printf malloc free NULL static const "
        "return include define ifdef ifndef endif enum union long short float double FILE "
        "main argc argv uint8_t uint32_t size_t extern switch case break goto strlen memcpy "
        "u8 u32 fprintf stderr"
    ),
    "cpp": (
        "std cout cin endl vector string template typename namespace using class public "
        "private virtual override nullptr auto const constexpr operator new delete this "
        "include int void bool uint64_t uint32_t size_t unique_ptr shared_ptr make_unique map "
        "pair push_back begin end __int64 UINT64 DWORD VOID BOOLEAN PVOID TRUE FALSE unsigned "
        "__fastcall static_cast reinterpret_cast inline struct return ui64 i64 define sizeof"
    ),
    "csharp": (
        "using namespace public private protected static void class interface string int bool "
        "var new async await Task get set override virtual readonly Console WriteLine foreach "
        "in null List Dictionary IEnumerable this return internal sealed partial decimal "
        "object"
    ),
    "javascript": (
        "const let var function return async await new this null undefined true false console "
        "log document window require module exports import from export default class extends "
        "typeof instanceof Promise then catch try throw JSON Object Array Math Date process "
        "addEventListener querySelector getElementById map filter forEach push length "
        "constructor parseInt alert prototype createClass props state render React useState "
        "Error"
    ),
    "typescript": (
        "interface type string number boolean any void unknown never readonly enum implements "
        "private public protected as keyof const let export import from async Promise "
        "function return declare namespace Record Partial"
    ),
    "swift": (
        "func let var guard nil self override init import UIKit Foundation SwiftUI struct "
        "class extension protocol enum case switch in weak optional String Int Bool Double "
        "CGFloat CGSize CGPoint UIView UIViewController super print return mutating inout "
        "where as is try throws didSet IBOutlet IBAction some View"
    ),
    "rust": (
        "fn let mut pub impl struct enum match use mod crate self Self trait where as ref dyn "
        "Some None Ok Err Result Option Vec String str u8 u16 u32 u64 usize i32 i64 f32 f64 "
        "bool loop move unwrap expect println vec iter collect into clone Box Rc Arc derive "
        "Debug async await unsafe const static in return for"
    ),
    "go": (
        "func package import var const type struct interface map chan go defer range return "
        "nil err error string int bool byte fmt Println Printf Errorf make append len select "
        "switch case context http ctx main float64 int64 log Fatal"
    ),
    "ruby": (
        "def end do class module require puts attr_accessor attr_reader nil true false self "
        "elsif unless begin rescue ensure yield each map new include extend lambda proc then "
        "initialize raise gem describe it expect rails has_many belongs_to params render"
    ),
    "php": (
        "php function echo public private protected class array foreach as new this return "
        "use namespace isset empty null true false require_once include extends implements "
        "static var string int var_dump print_r self"
    ),
    "lua": (
        "local function end then elseif nil not and or do repeat until require pairs ipairs "
        "print table string return true false for in while self"
    ),
    "bash": (
        "echo export sudo cd ls mkdir rm cp mv cat grep sed awk fi esac done then local "
        "source apt get install update npm npx yarn pip git docker curl wget chmod chown ssh "
        "tar brew systemctl python python3 node make run exec eval unset alias sh bash zsh "
        "exit read printf test kubectl clone commit push pull checkout build start stop "
        "restart add init touch tree conda cargo"
    ),
    "powershell": (
        "Get Set New Write Host Object Item ForEach Where param Import Module Export "
        "PSScriptRoot env Invoke ErrorAction Select Path true false null function foreach eq "
        "ne"
    ),
    "sql": (
        "SELECT FROM WHERE INSERT INTO VALUES UPDATE SET DELETE CREATE TABLE ALTER DROP JOIN "
        "LEFT INNER RIGHT OUTER ON GROUP BY ORDER HAVING LIMIT PRIMARY KEY FOREIGN REFERENCES "
        "NOT NULL DEFAULT VARCHAR INTEGER INT TEXT INDEX UNIQUE AND OR AS COUNT DISTINCT "
        "BEGIN COMMIT select from where insert into values table primary key varchar"
    ),
    "css": (
        "color margin padding display width height font background border position absolute "
        "relative flex grid none block inline solid auto hover before after media important "
        "px em rem rgba var align justify content center items transition transform overflow "
        "opacity size weight family left right top bottom max min screen keyframes cursor "
        "index"
    ),
    "html": (
        "div span class id href src html head body script style link meta title img input "
        "form button label table tr td th ul li section header footer nav main article type "
        "rel content charset lang doctype DOCTYPE alt width height name value svg path"
    ),
    "xml": (
        "xml version encoding xmlns project dependency groupId artifactId plugin "
        "configuration bean property android schema xsi item string name"
    ),
    "yaml": (
        "version services image ports environment volumes name steps uses with runs on jobs "
        "run apiVersion kind metadata spec containers template labels build matrix env hosts "
        "tasks vars true false"
    ),
    "docker": (
        "FROM RUN COPY WORKDIR CMD ENV EXPOSE ENTRYPOINT ADD ARG USER VOLUME LABEL AS apt get "
        "install pip npm"
    ),
    "cmake": (
        "cmake_minimum_required project add_executable add_library target_link_libraries "
        "find_package set if endif foreach endforeach function endfunction macro REQUIRED "
        "VERSION PUBLIC PRIVATE INTERFACE target_include_directories add_subdirectory include "
        "list message string CMAKE_CXX_STANDARD add_custom_command COMMAND OUTPUT DEPENDS "
        "VERBATIM else option install"
    ),
}

ONLY_BY_FORM: Final = frozenset("typescript cpp csharp kotlin css html xml yaml docker".split())
"""Languages whose words other languages and prose have too: their lines must show them first."""
