package org.crmroute.runtime.health;

import java.util.function.Supplier;

/** Looks at one thing the program needs. May block and may throw; whoever runs it bounds and catches that. */
public interface HealthCheck {

    /** Names the thing in reports and never changes: {@code mirror}. */
    String name();

    Result check();

    /** A check made of its parts. */
    static HealthCheck of(String name, Supplier<Result> check) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Result check() {
                return check.get();
            }
        };
    }

    /** How it stands with a thing. */
    enum Status {
        OK,
        /** The program does its work; someone should look. */
        WARN,
        /** The program cannot do its work. */
        FAIL
    }

    /**
     * What a check found.
     *
     * @param detail what was seen
     * @param advice what to do; empty when all is well
     */
    record Result(Status status, String detail, String advice) {

        public static Result ok(String detail) {
            return new Result(Status.OK, detail, "");
        }

        public static Result warn(String detail, String advice) {
            return new Result(Status.WARN, detail, advice);
        }

        public static Result fail(String detail, String advice) {
            return new Result(Status.FAIL, detail, advice);
        }
    }
}
