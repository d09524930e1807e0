-- The Wilson 95 % interval of a share: successes of n answers, both ends within 0-1; null where it is no such share.
create or replace macro wilson_spread(successes, answers) as
    case when successes >= 0 and successes <= answers and answers > 0 then
        1.959963984540054 * sqrt(
            cast(successes as double) * (cast(answers as double) - cast(successes as double)) / nullif(cast(answers as double), 0)
            + 0.960364705173531
        )
    end;

create or replace macro wilson_low(successes, answers) as
    (cast(successes as double) + 1.920729410347062 - wilson_spread(successes, answers))
    / (cast(answers as double) + 3.841458820694124);

create or replace macro wilson_high(successes, answers) as
    (cast(successes as double) + 1.920729410347062 + wilson_spread(successes, answers))
    / (cast(answers as double) + 3.841458820694124);
