-- grain: district_id x stage x resource x school_year x trial x place (draft): schools below the threshold in an order of raising, and the coefficient once so many are raised
-- zh: 补齐试算表
with over as (
    select district_id, stage, resource, school_year, mean, coefficient_of_variation, allowed
    from dispersion
    where variant = 'weighted' and not within_limit and covered
),
weighed as (
    select s.delivered_id, s.district_id, s.stage, s.resource, s.school_year, s.value, s.threshold, s.met,
        s.pupils / nullif(sum(s.pupils) over (partition by s.district_id, s.stage, s.resource, s.school_year), 0) as weight,
        o.mean, o.allowed, power(o.mean, 2) * (1 + power(o.coefficient_of_variation, 2)) as square
    from dispersion_school s
    join over o on o.district_id = s.district_id and o.stage = s.stage and o.resource = s.resource
        and o.school_year = s.school_year
),
low as (
    -- what raising one school to the threshold adds to the mean and to the mean square
    select w.*,
        w.weight * (w.threshold - w.value) as adds,
        w.weight * (power(w.threshold, 2) - power(w.value, 2)) as adds_square,
        sum(w.weight * (w.threshold - w.value)) over (partition by w.district_id, w.stage, w.resource, w.school_year) as adds_all
    from weighed w
    where not w.met and w.weight > 0
),
trials as (
    -- the set of a given size that lowers the coefficient most is the top of adds x slope - adds_square for the slope at
    -- its own mean: the slopes are tried from the mean of today to that with every school raised
    select cast(t.trial as integer) as trial from range(61) as t(trial)
),
ranked as (
    select l.delivered_id, l.district_id, l.stage, l.resource, l.school_year, l.mean, l.square, l.allowed, l.adds, l.adds_square, t.trial,
        row_number() over (
            partition by l.district_id, l.stage, l.resource, l.school_year, t.trial
            order by l.adds * 2 * (1 + power(l.allowed, 2)) * (l.mean + l.adds_all * t.trial / 60) - l.adds_square desc, l.delivered_id
        ) as place
    from low l
    cross join trials t
),
summed as (
    select r.*,
        r.mean + sum(r.adds) over so_far as mean_raised,
        r.square + sum(r.adds_square) over so_far as square_raised
    from ranked r
    window so_far as (
        partition by r.district_id, r.stage, r.resource, r.school_year, r.trial order by r.place
        rows between unbounded preceding and current row
    )
)
select district_id, stage, resource, school_year, trial, cast(place as integer) as place, delivered_id, allowed,
    sqrt(greatest(0, square_raised / power(mean_raised, 2) - 1)) as coefficient_raised
from summed
