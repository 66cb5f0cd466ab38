-- How figures of several areas become one, written once for mergers and for sums.
-- Counts add up. A rate is sum of numerators / sum of denominators; of each member the missing half is taken from
-- its two published figures (denominator = numerator / rate * scale, or numerator = rate * denominator), and the
-- result is rounded to what the publisher prints. One unknown member, or a rate of 0 whose denominator cannot be
-- had, and there is no figure.
CREATE TEMP MACRO rebuilt_rate(rate, part, part_role, part_scale) AS
    CASE part_role
        WHEN 'numerator' THEN part_scale * sum(part)
            / CASE WHEN bool_and(coalesce(part > 0 AND rate > 0, false)) THEN sum(part * part_scale / rate) END
        WHEN 'denominator' THEN
            CASE WHEN bool_and(coalesce(part > 0, false)) THEN sum(rate * part) / sum(part) END
    END;

CREATE TEMP MACRO total_value(figure, figure_kind, part, part_role, part_scale, places) AS
    CASE WHEN bool_and(figure IS NOT NULL) THEN
        CASE figure_kind
            WHEN 'count' THEN sum(figure)
            ELSE round(rebuilt_rate(figure, part, part_role, part_scale), places)
        END
    END;

-- The sign of a total: '-' where all members are nil, else the sign of a member that has no figure.
CREATE TEMP MACRO total_sign(figure, figure_sign) AS
    CASE WHEN bool_and(figure_sign = '-') THEN '-'
         WHEN bool_or(figure IS NULL) THEN coalesce(max(figure_sign) FILTER (figure IS NULL), '')
         ELSE '' END;
