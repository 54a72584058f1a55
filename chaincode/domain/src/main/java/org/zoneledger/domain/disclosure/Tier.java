package org.zoneledger.domain.disclosure;

/** Who may see a field (分类监管、部门共享、有序公开). */
public enum Tier {
    /** Public. */
    T0,
    /** Shared between agencies without condition; the subject sees its own. */
    T1,
    /** Shared between agencies on a stated purpose and legal basis, each read recorded. */
    T2,
    /** The owning agency's alone. */
    T3,
    /** Personal: the person's and a few agencies'. */
    T4,
    /** Commercial: named by the subject, with an expiry. */
    T5
}
