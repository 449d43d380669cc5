/* The law of the paid POST as a model. README.md says what it covers, how to run it and which class implements which rule.
 *
 * Actors: clients; attempts (one HTTP create each, handled by one of two replicas); one tracker and one lane (the group
 * committer of the writes) for each replica; the vendors A and B with their books; time; faults. There is one database: an
 * atomic step is a committed transaction. Every budget is finite, so every run ends, and "every task ends" is an assertion on
 * end states.
 *
 * This file: switches, state, properties. create.pml: the intent. send.pml: the send. world.pml: the surroundings.
 */
#ifndef REQUESTS
#define REQUESTS 1              /* equal creates that a caller makes deliberately */
#endif
#ifndef TRIES
#define TRIES 2                 /* attempts of each request: the first try and its retries */
#endif
#ifndef TRIES_OF_SECOND
#define TRIES_OF_SECOND TRIES   /* attempts of the second request, if it has fewer */
#endif
#define KEY 0                   /* retries carry the Idempotency-Key of their request */
#define COUNT 1                 /* retries carry x-stainless-retry-count */
#define PLAIN 2                 /* retries carry nothing */
#ifndef MODE
#define MODE KEY
#endif
#ifndef VENDORS
#define VENDORS 1               /* 2: failover to a second vendor */
#endif
#ifndef ROUNDS
#define ROUNDS 2                /* rounds over the vendors before the deadline of an unsent create */
#endif
/* Budgets of faults. A run draws none or all of each budget. */
#ifndef PAUSES
#define PAUSES 0                /* a replica pauses and resumes */
#endif
#ifndef CRASHES
#define CRASHES 0               /* a replica dies and restarts under a new number */
#endif
#ifndef UNCERTAIN
#define UNCERTAIN 0             /* a commit that is reported as failed and is applied now, later or never */
#endif
#ifndef GIVEUPS
#define GIVEUPS 0               /* a guard times out while the connection of the create is still open */
#endif
#ifdef PLACED                   /* attempts alternate between the replicas; for searches with two requests */
#define AT(a) at[a] = a % 2
#else
#define AT(a) if :: at[a] = 0 :: a > 0 -> at[a] = 1 fi
#endif
#ifdef OVERTAKEN                /* every first try is read after the first retry; only the commit of the decision on it is uncertain */
#define READ(a) (a == 1 || opened[1] || over[1] || dead[1])
#define INSERT_MAY_FAIL false
#else
#define READ(a) true
#define INSERT_MAY_FAIL true
#endif
#ifndef TAME
#define TAME 0                  /* 1: the vendor accepts every create and answers; for the detection of retries with two requests */
#endif

#define ATTEMPTS (REQUESTS*TRIES)               /* attempt a inserts row a, or none */
#define TRACKER(r) (ATTEMPTS + (r))             /* as a sender */
#define SENDERS (ATTEMPTS + 2)
#define REQUEST(a) ((a) / TRIES)
#define RETRY(a) ((a) % TRIES)                  /* 0: the first try */
#define REPLICA(s) ((s) < ATTEMPTS -> at[s] : (s) - ATTEMPTS)
#define NOBODY 255

/* States of a row; 0: there is none. */
#define ABSENT 0
mtype = {
  PENDING, SENDING, RUNNING, COMPLETED, CANCELLED,
  UNKNOWN,                      /* failed, submission_unknown */
  REFUSED,                      /* failed: the vendor refused the input; a retry with the key gets it again */
  REFUSED_US,                   /* failed: every vendor refused our account (502); the idempotency key is free again */
  EXPIRED,                      /* failed, deadline_exceeded */
  NOT_CREATED                   /* failed: an operator reconciled it as not created */
};
/* The connection of a sender to a vendor: 0, in transit, or the answer on it. The answers are also the outcomes of a send. */
mtype = {
  TRANSIT,
  ACCEPTED, REFUSES, DEFERS,
  REFUSES_US,                   /* the vendor refuses our account: 401, 402, 403, arrearage */
  LOST,                         /* no answer that can be read */
  NOT_SENT,
  WITHHELD                      /* not sent, because lastStart has passed */
};
/* The client's side of an attempt. */
mtype = {
  WAITS, ANSWERED, HUNG_UP,
  FAILED,                       /* answered 503: the create was not accepted */
  CUT_OFF                       /* its replica died */
};
/* The state of the newest answer to a create of a row; 0: not known yet. */
#define OPEN 0
mtype = { GONE, ARRIVED };

typedef Row {
  byte state; byte version;
  byte vendor;                  /* vendor of the newest permission */
  byte holder;                  /* the sender that wrote it; holder and version identify the permission */
  bit lapsed;                   /* its lease has expired */
  byte rounds;
  byte reply; byte replyReplica; byte replyNo;
  byte served;                  /* bit n: it has served a try with retry count n */
  bit unconfirmed;                   /* row of a late first try, not confirmed yet: no retry finds it */
  bit shared;                   /* a retry was assigned this row */
  bit left                      /* a byte of its create was sent */
};
Row row[ATTEMPTS];

byte client[ATTEMPTS], at[ATTEMPTS];            /* client side; replica */
byte tells[ATTEMPTS], number[ATTEMPTS];         /* the row in its answer; the number of that answer */
bit opened[ATTEMPTS], failed[ATTEMPTS], noted[ATTEMPTS], dead[ATTEMPTS], over[ATTEMPTS];
bit acked[ATTEMPTS];                            /* a client received this row in an answer */
byte sends[SENDERS];                            /* 0: no permission; 1: permitted; 2: outcome known, not written */
bit late[SENDERS];                              /* its clock is past lastStart */
byte wire[SENDERS], wireRow[SENDERS], wireVendor[SENDERS];
byte orphan[ATTEMPTS];                          /* 1 + vendor: bytes in transit to it; no sender listens any more */
byte line[ATTEMPTS], lineVendor[ATTEMPTS], lineReplica[ATTEMPTS];  /* a connection whose guard timed out, and its answer */
byte flight, flightBy, flightVendor;            /* 1 + row: a commit reported as failed that may still be applied */
byte doubt[2];                                  /* 1 + attempt: uncertain insert to withdraw; + ATTEMPTS: half withdrawn */
byte total, billed[ATTEMPTS], bills[REQUESTS];  /* the books of both vendors together */
byte unwritten;                                 /* acceptances that could not be written to their row */
bit answerLost[ATTEMPTS];
bit paused[2], silent[2], trackerDies[2], keyGone[2];
byte pauses, crashes, unsure, giveups;
bit hadCrash, hadPause, storageAway;            /* some properties hold only without these */

/* A lane withdraws before it does any other work. */
#define STORAGE(r) (!paused[r] && doubt[r] == 0)
/* A commit in flight holds the lock of its row. Every other change of the row waits for it. */
#define UNLOCKED(t) (flight != (t) + 1)
#define UNCHANGED(t,v,s) (row[t].state == s && row[t].version == v)

/* Properties. The assertion contains the number, so that `check` can read which property failed. */
#define ONE_BILL 1              /* one bill for each request, over all books */
#define KEPT 2                  /* an acknowledged task is never lost, and every task ends */
#define HEARD 3                 /* an acceptance that reaches a process is written, unless the process dies */
#define BOOKED 4                /* a bill belongs to a row whose state allows a bill, in the books of the vendor of that row */
#define JUDGED 5                /* nothing is sent for a row that ended as unknown, expired or not created */
#define DECLINED 6              /* nothing is sent for a row that was cancelled, or whose caller got a 503 */
#define DISTINCT 7              /* two equal creates whose first tries were answered are two tasks */
#define CAUSED 8                /* `unknown` only if a byte was sent, a replica died or paused, or the storage was not available */
#ifdef ONLY                     /* asserts one property only, to see all effects of a broken rule */
#define HOLDS(n, p) assert((p) || ONLY != n || n == 0)
#else
#define HOLDS(n, p) assert((p) || n == 0)
#endif

/* An operator looks into the vendor's books, and may be wrong while bytes are still in transit. */
#ifdef OPERATOR
#define OPERATOR_SAID(t) (row[t].state == NOT_CREATED)
#else
#define OPERATOR_SAID(t) false
#endif
#define BILL_KNOWN(t) (billed[t] == 0 || row[t].state == SENDING || row[t].state == RUNNING || row[t].state == COMPLETED \
  || row[t].state == UNKNOWN || OPERATOR_SAID(t))

inline bill(billedRow, biller) {
  total++; billed[billedRow]++; bills[REQUEST(billedRow)]++;
  HOLDS(ONE_BILL, total <= REQUESTS && (MODE != KEY || bills[REQUEST(billedRow)] <= 1));
  HOLDS(BOOKED, billed[billedRow] == 1 && BILL_KNOWN(billedRow));
  HOLDS(BOOKED, row[billedRow].vendor == biller || row[billedRow].state == UNKNOWN || OPERATOR_SAID(billedRow))
}

#define change(t, next) row[t].state = next; changed(t)
inline changed(changedRow) {
  row[changedRow].version++;
  if :: row[changedRow].state != SENDING -> row[changedRow].lapsed = 0; row[changedRow].holder = 0 :: else fi;
  if :: row[changedRow].state != SENDING && row[changedRow].state != PENDING -> row[changedRow].rounds = 0 :: else fi;
  HOLDS(BOOKED, BILL_KNOWN(changedRow))
}

inline remove(removedRow) {
  row[removedRow].state = ABSENT; row[removedRow].holder = 0; row[removedRow].lapsed = 0; row[removedRow].unconfirmed = 0;
  row[removedRow].served = 0; row[removedRow].replyReplica = 0; row[removedRow].reply = OPEN
}

#include "send.pml"
#include "create.pml"
#include "world.pml"

#define ENDED(t) (row[t].state != PENDING && row[t].state != SENDING && row[t].state != RUNNING)
active proctype Final() {
  byte i = 0;
  timeout -> atomic {                                /* no other step is possible */
    do
    :: i < ATTEMPTS ->
       HOLDS(KEPT, (!acked[i] || row[i].state != ABSENT) && ENDED(i));
       HOLDS(BOOKED, billed[i] == 0 || row[i].state == COMPLETED || row[i].state == UNKNOWN || OPERATOR_SAID(i));
       HOLDS(HEARD, billed[i] == 0 || row[i].state == COMPLETED || answerLost[i] || hadCrash);
       HOLDS(CAUSED, row[i].state != UNKNOWN || row[i].left || hadCrash || hadPause || storageAway);
       i++
    :: else -> break
    od;
#if REQUESTS > 1
    HOLDS(DISTINCT, client[0] != ANSWERED || client[TRIES] != ANSWERED || tells[0] != tells[TRIES] || hadCrash || hadPause);
#endif
    skip }
}

init { atomic { byte q;
  if :: PAUSES > 0 -> pauses = PAUSES :: skip fi;
  if :: CRASHES > 0 -> crashes = CRASHES :: skip fi;
  if :: UNCERTAIN > 0 -> unsure = UNCERTAIN :: skip fi;
  if :: GIVEUPS > 0 -> giveups = GIVEUPS :: skip fi;
  run Tracker(0); run Tracker(1); run Lane(0); run Lane(1);
  do :: q < REQUESTS -> run Client(q); q++ :: else -> q = 0; break od;
  do :: q < ATTEMPTS -> run Attempt(q); run Task(q); run Mark(q); q++ :: else -> q = 0; break od;
  do :: q < SENDERS -> run Wire(q); q++ :: else -> q = 0; break od };
end: false }
