// What is generated for
//
//     [::pouch] put,
//     #[with(filter = filters::private, guard = is_helper | !not_banned, otherwise = "No.", after = audit)]
//     [get],
//     ..admin::HANDLERS

const HANDLERS: ::pouch::Handlers = {
    #[allow(unexpected_cfgs)]
    const _: () = {
        #[cfg(rust_analyzer)]
        {
            use filters::private as _;
            use self::is_helper as _;
            use self::not_banned as _;
            use self::audit as _;
        }
    };
    const __POUCH_OTHERWISE_0: ::pouch::__private::Otherwise = ::pouch::__private::Otherwise::new(
        &::pouch::__private::Refusing::by(
            "No.",
            |__pouch_refusal, __pouch_arrived, __pouch_mark| {
                ::pouch::__private::Refusal::words(
                    __pouch_refusal,
                    __pouch_mark,
                    __pouch_arrived,
                )
            },
        ),
        "\"No.\"",
    );
    const __POUCH_LIST_1: ::pouch::Handlers = match ::pouch::__private::Spread(
        admin::HANDLERS,
    ) {
        __pouch_list => __pouch_list.list(),
    };
    const __POUCH_LIST: ::pouch::Handlers = ::pouch::Handlers {
        items: &[
            ::pouch::__private::Item::Handler(::pouch::__private::Step {
                route: &<put as ::pouch::__private::Handler>::ROUTE,
                call: <put as ::pouch::__private::Handler>::call,
            }),
            ::pouch::__private::Item::Group(
                &::pouch::__private::Group {
                    list: ::pouch::Handlers {
                        items: &[
                            ::pouch::__private::Item::Group(
                                &::pouch::__private::Group {
                                    list: ::pouch::Handlers {
                                        items: &[
                                            ::pouch::__private::Item::Handler(::pouch::__private::Step {
                                                route: &<get as ::pouch::__private::Handler>::ROUTE,
                                                call: <get as ::pouch::__private::Handler>::call,
                                            }),
                                        ],
                                    },
                                    filter: ::core::option::Option::None,
                                    filter_text: "",
                                    guard: ::core::option::Option::None,
                                    otherwise: ::core::option::Option::None,
                                    before: &[],
                                    after: &[],
                                    hidden: false,
                                    scopes: ::pouch::__private::Scopes::EVERYWHERE,
                                },
                            ),
                        ],
                    },
                    filter: ::core::option::Option::Some(|__pouch_arrived| ::pouch::__private::IntoFilter::holds(
                        &filters::private,
                        __pouch_arrived,
                    )),
                    filter_text: "filters::private",
                    guard: ::core::option::Option::Some(
                        ::pouch::__private::Gate::Or(
                            &::pouch::__private::Gate::One(::pouch::__private::Step {
                                route: &<is_helper as ::pouch::__private::Handler>::ROUTE,
                                call: <is_helper as ::pouch::__private::Handler>::call,
                            }),
                            &::pouch::__private::Gate::Not(
                                &::pouch::__private::Gate::One(::pouch::__private::Step {
                                    route: &<not_banned as ::pouch::__private::Handler>::ROUTE,
                                    call: <not_banned as ::pouch::__private::Handler>::call,
                                }),
                            ),
                        ),
                    ),
                    otherwise: ::core::option::Option::Some(__POUCH_OTHERWISE_0),
                    before: &[],
                    after: &[
                        ::pouch::__private::Step {
                            route: &<audit as ::pouch::__private::Handler>::ROUTE,
                            call: <audit as ::pouch::__private::Handler>::call,
                        },
                    ],
                    hidden: false,
                    scopes: ::pouch::__private::Scopes::EVERYWHERE,
                },
            ),
            ::pouch::__private::Item::List(__POUCH_LIST_1),
        ],
    };
    #[allow(long_running_const_eval)]
    const _: () = (::pouch::__private::check)(
        &::pouch::__private::flat::<
            { ::pouch::__private::count(__POUCH_LIST) },
        >(__POUCH_LIST),
    );
    __POUCH_LIST
};
