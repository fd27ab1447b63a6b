//! A list of many handlers is checked within what rustc allows a `const` to take.

#![deny(warnings)]

use pouch::prelude::*;

#[user_data]
#[derive(Default)]
struct Mine {
    count: u64,
}

#[bot_data]
#[derive(Default)]
struct Everybodys {
    count: u64,
}

macro_rules! commands {
    ($($function:ident $name:literal)*) => {
        $(
            #[command($name, hidden)]
            fn $function(mine: &mut Mine, everybodys: &mut Everybodys) {
                mine.count += 1;
                everybodys.count += 1;
            }
        )*

        fn main() {
            let _ = App::new(handlers![$($function),*]);
        }
    };
}

commands! {
    c000 "a_rather_long_name_000" c001 "a_rather_long_name_001" c002 "a_rather_long_name_002"
    c003 "a_rather_long_name_003" c004 "a_rather_long_name_004" c005 "a_rather_long_name_005"
    c006 "a_rather_long_name_006" c007 "a_rather_long_name_007" c008 "a_rather_long_name_008"
    c009 "a_rather_long_name_009" c010 "a_rather_long_name_010" c011 "a_rather_long_name_011"
    c012 "a_rather_long_name_012" c013 "a_rather_long_name_013" c014 "a_rather_long_name_014"
    c015 "a_rather_long_name_015" c016 "a_rather_long_name_016" c017 "a_rather_long_name_017"
    c018 "a_rather_long_name_018" c019 "a_rather_long_name_019" c020 "a_rather_long_name_020"
    c021 "a_rather_long_name_021" c022 "a_rather_long_name_022" c023 "a_rather_long_name_023"
    c024 "a_rather_long_name_024" c025 "a_rather_long_name_025" c026 "a_rather_long_name_026"
    c027 "a_rather_long_name_027" c028 "a_rather_long_name_028" c029 "a_rather_long_name_029"
    c030 "a_rather_long_name_030" c031 "a_rather_long_name_031" c032 "a_rather_long_name_032"
    c033 "a_rather_long_name_033" c034 "a_rather_long_name_034" c035 "a_rather_long_name_035"
    c036 "a_rather_long_name_036" c037 "a_rather_long_name_037" c038 "a_rather_long_name_038"
    c039 "a_rather_long_name_039" c040 "a_rather_long_name_040" c041 "a_rather_long_name_041"
    c042 "a_rather_long_name_042" c043 "a_rather_long_name_043" c044 "a_rather_long_name_044"
    c045 "a_rather_long_name_045" c046 "a_rather_long_name_046" c047 "a_rather_long_name_047"
    c048 "a_rather_long_name_048" c049 "a_rather_long_name_049" c050 "a_rather_long_name_050"
    c051 "a_rather_long_name_051" c052 "a_rather_long_name_052" c053 "a_rather_long_name_053"
    c054 "a_rather_long_name_054" c055 "a_rather_long_name_055" c056 "a_rather_long_name_056"
    c057 "a_rather_long_name_057" c058 "a_rather_long_name_058" c059 "a_rather_long_name_059"
    c060 "a_rather_long_name_060" c061 "a_rather_long_name_061" c062 "a_rather_long_name_062"
    c063 "a_rather_long_name_063" c064 "a_rather_long_name_064" c065 "a_rather_long_name_065"
    c066 "a_rather_long_name_066" c067 "a_rather_long_name_067" c068 "a_rather_long_name_068"
    c069 "a_rather_long_name_069" c070 "a_rather_long_name_070" c071 "a_rather_long_name_071"
    c072 "a_rather_long_name_072" c073 "a_rather_long_name_073" c074 "a_rather_long_name_074"
    c075 "a_rather_long_name_075" c076 "a_rather_long_name_076" c077 "a_rather_long_name_077"
    c078 "a_rather_long_name_078" c079 "a_rather_long_name_079" c080 "a_rather_long_name_080"
    c081 "a_rather_long_name_081" c082 "a_rather_long_name_082" c083 "a_rather_long_name_083"
    c084 "a_rather_long_name_084" c085 "a_rather_long_name_085" c086 "a_rather_long_name_086"
    c087 "a_rather_long_name_087" c088 "a_rather_long_name_088" c089 "a_rather_long_name_089"
    c090 "a_rather_long_name_090" c091 "a_rather_long_name_091" c092 "a_rather_long_name_092"
    c093 "a_rather_long_name_093" c094 "a_rather_long_name_094" c095 "a_rather_long_name_095"
    c096 "a_rather_long_name_096" c097 "a_rather_long_name_097" c098 "a_rather_long_name_098"
    c099 "a_rather_long_name_099" c100 "a_rather_long_name_100" c101 "a_rather_long_name_101"
    c102 "a_rather_long_name_102" c103 "a_rather_long_name_103" c104 "a_rather_long_name_104"
    c105 "a_rather_long_name_105" c106 "a_rather_long_name_106" c107 "a_rather_long_name_107"
    c108 "a_rather_long_name_108" c109 "a_rather_long_name_109" c110 "a_rather_long_name_110"
    c111 "a_rather_long_name_111" c112 "a_rather_long_name_112" c113 "a_rather_long_name_113"
    c114 "a_rather_long_name_114" c115 "a_rather_long_name_115" c116 "a_rather_long_name_116"
    c117 "a_rather_long_name_117" c118 "a_rather_long_name_118" c119 "a_rather_long_name_119"
    c120 "a_rather_long_name_120" c121 "a_rather_long_name_121" c122 "a_rather_long_name_122"
    c123 "a_rather_long_name_123" c124 "a_rather_long_name_124" c125 "a_rather_long_name_125"
    c126 "a_rather_long_name_126" c127 "a_rather_long_name_127" c128 "a_rather_long_name_128"
    c129 "a_rather_long_name_129" c130 "a_rather_long_name_130" c131 "a_rather_long_name_131"
    c132 "a_rather_long_name_132" c133 "a_rather_long_name_133" c134 "a_rather_long_name_134"
    c135 "a_rather_long_name_135" c136 "a_rather_long_name_136" c137 "a_rather_long_name_137"
    c138 "a_rather_long_name_138" c139 "a_rather_long_name_139" c140 "a_rather_long_name_140"
    c141 "a_rather_long_name_141" c142 "a_rather_long_name_142" c143 "a_rather_long_name_143"
    c144 "a_rather_long_name_144" c145 "a_rather_long_name_145" c146 "a_rather_long_name_146"
    c147 "a_rather_long_name_147" c148 "a_rather_long_name_148" c149 "a_rather_long_name_149"
}
