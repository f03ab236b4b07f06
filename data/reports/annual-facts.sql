-- title: Figures of the annual report
-- columns: Figure|Value
-- types: text|integer
-- param: year
-- param: cutoff
WITH p (year, cutoff) AS (SELECT CAST(?1 AS INTEGER), ?2),
fact (key, value) AS (
    SELECT 'target', (SELECT a4 FROM quota, p WHERE quota.year = p.year)
    UNION ALL SELECT 'target_all', (SELECT sum(a4) FROM quota)
    UNION ALL SELECT 'target_next',
	(SELECT a4 FROM quota, p WHERE quota.year = p.year + 1)
    UNION ALL SELECT 'target_so_far',
	(SELECT sum(a4) FROM quota, p WHERE quota.year <= p.year)
    UNION ALL SELECT 'stage' || stage || '_a4', sum(a4) FROM tally_day, p
	WHERE day BETWEEN p.year || '-01-01' AND p.cutoff GROUP BY stage
    UNION ALL SELECT 'stage' || stage || '_files', sum(dossiers)
	FROM tally_day, p
	WHERE day BETWEEN p.year || '-01-01' AND p.cutoff GROUP BY stage
    UNION ALL SELECT 'all' || stage || '_a4', sum(a4) FROM tally_day, p
	WHERE day <= p.cutoff GROUP BY stage
    UNION ALL SELECT 'all' || stage || '_files', sum(dossiers)
	FROM tally_day, p WHERE day <= p.cutoff GROUP BY stage
    UNION ALL SELECT 'lists_submitted', count(DISTINCT selection_id)
	FROM selection_version, p
	WHERE submitted_on BETWEEN p.year || '-01-01' AND p.cutoff
    UNION ALL SELECT 'lists_approved', count(DISTINCT selection_id)
	FROM selection_version, p
	WHERE decided_on BETWEEN p.year || '-01-01' AND p.cutoff
    UNION ALL SELECT 'arranged_files', count(*) FROM dossier, p
	WHERE arranged_on BETWEEN p.year || '-01-01' AND p.cutoff
    UNION ALL SELECT 'arranged_all', count(*) FROM dossier, p
	WHERE arranged_on <= p.cutoff
    UNION ALL SELECT 'disseminations', count(*) FROM dissemination, p
	WHERE held_on BETWEEN p.year || '-01-01' AND p.cutoff
    UNION ALL SELECT 'disseminated_agencies', count(DISTINCT org_id)
	FROM dissemination, p
	WHERE held_on BETWEEN p.year || '-01-01' AND p.cutoff
    UNION ALL SELECT 'disseminated_people', sum(people) FROM dissemination, p
	WHERE held_on BETWEEN p.year || '-01-01' AND p.cutoff
    UNION ALL SELECT 'transfers', count(*) FROM transfer, p
	WHERE received_on BETWEEN p.year || '-01-01' AND p.cutoff
    UNION ALL SELECT 'transfer_agencies', count(DISTINCT org_id)
	FROM transfer, p
	WHERE received_on BETWEEN p.year || '-01-01' AND p.cutoff
    UNION ALL SELECT 'transfer_files', sum(files) FROM transfer, p
	WHERE received_on BETWEEN p.year || '-01-01' AND p.cutoff
    UNION ALL SELECT 'transfer_metres_milli', sum(metres_milli)
	FROM transfer, p
	WHERE received_on BETWEEN p.year || '-01-01' AND p.cutoff
    UNION ALL SELECT 'transfers_overdue', count(*) FROM transfer, p
	WHERE received_on = '' AND due_on < p.cutoff
    UNION ALL SELECT 'backlog_milli', sum(backlog_milli) FROM backlog b, p
	WHERE counted_on = (SELECT max(counted_on) FROM backlog n
	    WHERE n.org_id = b.org_id AND n.counted_on <= p.cutoff)
    UNION ALL SELECT 'estimated', sum(total) FROM estimate, p
	WHERE estimate.year = p.year
    UNION ALL SELECT 'estimate_approved', sum(s.amount)
	FROM estimate_step s JOIN estimate e ON e.id = s.estimate_id, p
	WHERE s.step = 'approve' AND e.state = 'approved' AND e.year = p.year
    UNION ALL SELECT kind || '_' || source, sum(amount) FROM funding, p
	WHERE funding.year = p.year AND on_date <= p.cutoff
	GROUP BY kind, source
    UNION ALL SELECT 'difficulties', count(*) FROM difficulty, p
	WHERE received_on BETWEEN p.year || '-01-01' AND p.cutoff
    UNION ALL SELECT 'difficulties_answered', count(*) FROM difficulty, p
	WHERE received_on BETWEEN p.year || '-01-01' AND p.cutoff
	AND answered_on <> '' AND answered_on <= p.cutoff
    UNION ALL SELECT 'planned_next', sum(a4) FROM plan_year, p
	WHERE plan_year.year = p.year + 1 AND state = 'approved')
SELECT key AS figure, coalesce(value, 0) AS value FROM fact
WHERE key IS NOT NULL;
