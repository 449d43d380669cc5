/* The law of the paid POST as a model. README.md says what it covers, how it is run and which class keeps which rule.
 *
 * Actors: clients; attempts (one HTTP create each, handled by one of two replicas); one tracker and one write lane for each
 * replica; the vendors A and B with their books; time; faults. There is one database: an atomic step is a committed
 * transaction. Every budget is finite, so every run ends, and "ends at last" is an assertion on end states.
 *
 * This file: switches, state, properties. create.pml: the intent. send.pml: the send. world.pml: everything around them.
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
#define PAUSES 0                /* a replica stops and goes on */
#endif
#ifndef CRASHES
#define CRASHES 0               /* a replica dies and starts again under a new number */
#endif
#ifndef UNCERTAIN
#define UNCERTAIN 0             /* a commit that is reported as failed and is applied now, later or never */
#endif
#ifndef GIVEUPS
#define GIVEUPS 0               /* a guard gives up a create whose connection is still open */
#endif
#ifdef PLACED                   /* attempts alternate between the replicas; for searches with two requests */
#define AT(a) at[a] = a % 2
#else
#define AT(a) if :: at[a] = 0 :: a > 0 -> at[a] = 1 fi
#endif
#ifdef OVERTAKEN                /* every first try is read after the first retry, and only the decision on it is uncertain */
#define READ(a) (a == 1 || opened[1] || over[1] || dead[1])
#define INSERT_MAY_FAIL false
#else
#define READ(a) true
#define INSERT_MAY_FAIL true
#endif
#ifndef TAME
#define TAME 0                  /* 1: the vendor takes everything and answers; for recognition with two requests */
#endif

#define ATTEMPTS (REQUESTS*TRIES)               /* attempt a inserts row a, if any */
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
  REFUSED,                      /* failed: the vendor refused the input; replayed by key */
  REFUSED_US,                   /* failed: every vendor refused our account (502): the key is free again */
  EXPIRED,                      /* failed, deadline_exceeded */
  NOT_CREATED                   /* failed: an operator said that the vendor never had it */
};
/* The connection of a sender to a vendor: 0, under way, or the answer on it. The answers are outcomes of a try, too. */
mtype = {
  TRANSIT,
  ACCEPTED, REFUSES, DEFERS,
  REFUSES_US,                   /* our account there: 401, 402, 403, arrearage */
  LOST,                         /* no answer that can be read */
  NOT_SENT,
  WITHHELD                      /* not sent, because lastStart is over */
};
/* The client's side of an attempt. */
mtype = {
  WAITS, ANSWERED, HUNG_UP,
  FAILED,                       /* told 503: nothing was taken */
  CUT_OFF                       /* its replica died */
};
/* What is known of the newest answer to a row's create; 0: it is under way. */
#define OPEN 0
mtype = { GONE, ARRIVED };

typedef Row {
  byte state; byte version;
  byte vendor;                  /* of the newest permission */
  byte holder;                  /* the sender that wrote it; with the version it is the nonce of the permission */
  bit lapsed;                   /* its lease is over */
  byte rounds;
  byte reply; byte replyReplica; byte replyNo;
  byte served;                  /* bit n: it has served a try of count n */
  bit unconfirmed;                   /* the row of a late first try that is not confirmed yet: no retry finds it */
  bit shared;                   /* a retry was given this row */
  bit left                      /* a byte of it has left */
};
Row row[ATTEMPTS];

byte client[ATTEMPTS], at[ATTEMPTS];            /* client side; replica */
byte tells[ATTEMPTS], number[ATTEMPTS];         /* the row its answer tells of; the number of that answer */
bit opened[ATTEMPTS], failed[ATTEMPTS], noted[ATTEMPTS], dead[ATTEMPTS], over[ATTEMPTS];
bit acked[ATTEMPTS];                            /* a client was told of this row */
byte sends[SENDERS];                            /* 0: no permission; 1: permitted; 2: its outcome is known, not written */
bit late[SENDERS];                              /* its clock is past lastStart */
byte wire[SENDERS], wireRow[SENDERS], wireVendor[SENDERS];
byte orphan[ATTEMPTS];                          /* 1 + vendor: bytes on their way to it, with nobody left to listen */
byte line[ATTEMPTS], lineVendor[ATTEMPTS], lineReplica[ATTEMPTS];  /* a connection that outlived its guard, and its answer */
byte flight, flightBy, flightVendor;            /* 1 + row: a commit reported as failed that may still be applied */
byte doubt[2];                                  /* 1 + attempt: an uncertain insert, to be withdrawn; + ATTEMPTS: half done */
byte total, billed[ATTEMPTS], bills[REQUESTS];  /* the books of both vendors together */
byte unwritten;                                 /* acceptances that a row did not take */
bit answerLost[ATTEMPTS];
bit paused[2], silent[2], trackerDies[2], keyGone[2];
byte pauses, crashes, unsure, giveups;
bit hadCrash, hadPause, storageAway;            /* some properties are promised only without them */

/* The withdrawal comes before any other work of a lane. */
#define STORAGE(r) (!paused[r] && doubt[r] == 0)
/* A commit in flight holds the lock of its row. Who wants to change the row waits for it. */
#define UNLOCKED(t) (flight != (t) + 1)
#define UNCHANGED(t,v,s) (row[t].state == s && row[t].version == v)

/* Properties. The number stands in the assertion, so that `check` can read which one failed. */
#define ONE_BILL 1              /* one bill for each request, over all books */
#define KEPT 2                  /* a task that was acknowledged is never lost, and every task ends */
#define HEARD 3                 /* an acceptance that reaches a process that lives on is written */
#define BOOKED 4                /* a bill belongs to a row that knows of it, in the books of the vendor that the row names */
#define JUDGED 5                /* nothing is sent for a row that was ended as unknown, expired or not created */
#define DECLINED 6              /* nothing is sent for a row that was cancelled, or whose caller was told "not taken" */
#define DISTINCT 7              /* two equal creates whose first tries were answered are two tasks */
#define CAUSED 8                /* no `unknown` unless a byte was sent, a replica died or paused, or the storage was away */
#ifdef ONLY                     /* asserts one property alone, to see what else a broken rule leads to */
#define HOLDS(n, p) assert((p) || ONLY != n || n == 0)
#else
#define HOLDS(n, p) assert((p) || n == 0)
#endif

/* An operator looks into the books, and may be wrong while bytes are still on their way. */
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
  timeout -> atomic {                                /* nothing can happen any more */
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
