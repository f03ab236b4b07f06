-- The plan beyond the scans: the working calendar, the rule of carry-over,
-- snapshots, the yearly digitising plan, the money, and what is exchanged with
-- other bodies. Money is whole đồng. A value that may have decimals is kept in
-- thousandths ("milli"), never as a floating point number.

-- Days off that fall on working days, and weekend days worked instead.
-- src/calendar.c owns it.
CREATE TABLE holiday (
	day TEXT PRIMARY KEY CHECK (length(day) = 10),
	kind TEXT NOT NULL DEFAULT 'off' CHECK (kind IN ('off', 'work')),
	name TEXT NOT NULL,
	basis TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- How surplus and shortfall of a year go into the next (BR14), from a day on.
-- The newest rule holds. src/plan.c owns these four tables.
CREATE TABLE carry_rule (
	id INTEGER PRIMARY KEY,
	rule TEXT NOT NULL CHECK (rule IN ('none', 'shortfall', 'both')),
	valid_from TEXT NOT NULL,
	basis TEXT NOT NULL
) STRICT;
CREATE TABLE snapshot (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 60),
	taken_at TEXT NOT NULL,
	day TEXT NOT NULL
) STRICT;
CREATE TABLE snapshot_year (
	snapshot_id INTEGER NOT NULL REFERENCES snapshot (id)
	    ON DELETE CASCADE,
	year INTEGER NOT NULL,
	target INTEGER NOT NULL,
	selected INTEGER NOT NULL,
	approved INTEGER NOT NULL,
	scanned INTEGER NOT NULL,
	passed INTEGER NOT NULL,
	handed_over INTEGER NOT NULL,
	accepted INTEGER NOT NULL,
	PRIMARY KEY (snapshot_id, year)
) STRICT, WITHOUT ROWID;
-- A list that is not digitised (all) in the year it was drawn up for.
CREATE TABLE plan_share (
	selection_id INTEGER NOT NULL REFERENCES selection (id),
	year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2200),
	a4 INTEGER NOT NULL CHECK (a4 > 0),
	note TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (selection_id, year)
) STRICT, WITHOUT ROWID;

-- Norms: every number of an estimate with its unit, basis and validity. No
-- figure comes with the program. kind: labour (minutes a unit), material,
-- depreciation, energy (đồng a unit), coefficient (of labour), price (đồng a
-- unit, the simple mode), salary (base salary), grade, allowance (of the base
-- salary), insurance (per cent), days (a month), management, vat (per cent).
-- src/norm.c owns it.
CREATE TABLE norm (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind IN ('labour', 'material',
	    'depreciation', 'energy', 'coefficient', 'price', 'salary', 'grade',
	    'allowance', 'insurance', 'days', 'management', 'vat')),
	item TEXT NOT NULL DEFAULT '',		-- work item, '' all of them
	step TEXT NOT NULL DEFAULT '',
	grade TEXT NOT NULL DEFAULT '',		-- of the worker
	value_milli INTEGER NOT NULL CHECK (value_milli >= 0),
	unit TEXT NOT NULL DEFAULT '',
	basis TEXT NOT NULL CHECK (length(basis) > 0),
	valid_from TEXT NOT NULL DEFAULT '',
	valid_to TEXT NOT NULL DEFAULT '',
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX norm_key ON norm (kind, item, step, grade);
-- Two norms for one thing on one day: refused by the store itself.
CREATE TRIGGER norm_once_insert BEFORE INSERT ON norm
WHEN EXISTS (SELECT 1 FROM norm n WHERE n.kind = new.kind
    AND n.item = new.item AND n.step = new.step AND n.grade = new.grade
    AND n.valid_from <= iif(new.valid_to = '', '9999', new.valid_to)
    AND new.valid_from <= iif(n.valid_to = '', '9999', n.valid_to))
BEGIN SELECT raise(ABORT, 'two norms valid at once'); END;
CREATE TRIGGER norm_once_update BEFORE UPDATE ON norm
WHEN EXISTS (SELECT 1 FROM norm n WHERE n.id <> new.id
    AND n.kind = new.kind
    AND n.item = new.item AND n.step = new.step AND n.grade = new.grade
    AND n.valid_from <= iif(new.valid_to = '', '9999', new.valid_to)
    AND new.valid_from <= iif(n.valid_to = '', '9999', n.valid_to))
BEGIN SELECT raise(ABORT, 'two norms valid at once'); END;

-- Dự toán. src/estimate.c owns these three tables.
CREATE TABLE estimate (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 60),
	title TEXT NOT NULL CHECK (length(title) > 0),
	kind TEXT NOT NULL DEFAULT 'digitise'
	    CHECK (kind IN ('digitise', 'arrange')),
	org_id INTEGER REFERENCES org (id),	-- NULL: the Centre
	year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2200),
	mode TEXT NOT NULL DEFAULT 'norm' CHECK (mode IN ('norm', 'price')),
	priced_on TEXT NOT NULL,		-- the day whose norms count
	state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft',
	    'submitted', 'appraised', 'approved', 'returned')),
	management_milli INTEGER NOT NULL DEFAULT 0,	-- per cent
	vat_milli INTEGER NOT NULL DEFAULT 0,
	subtotal INTEGER NOT NULL DEFAULT 0,
	management INTEGER NOT NULL DEFAULT 0,
	vat INTEGER NOT NULL DEFAULT 0,
	total INTEGER NOT NULL DEFAULT 0,
	note TEXT NOT NULL DEFAULT '',
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE estimate_line (
	id INTEGER PRIMARY KEY,
	estimate_id INTEGER NOT NULL REFERENCES estimate (id)
	    ON DELETE CASCADE,
	ordinal INTEGER NOT NULL,
	item TEXT NOT NULL,
	unit TEXT NOT NULL,
	quantity_milli INTEGER NOT NULL CHECK (quantity_milli > 0),
	quantity_from TEXT NOT NULL DEFAULT '',	-- where the quantity comes from
	source TEXT NOT NULL DEFAULT 'budget'
	    CHECK (source IN ('budget', 'integrated')),
	year INTEGER NOT NULL,
	unit_cost_milli INTEGER NOT NULL DEFAULT 0,	-- of one unit, đồng
	amount INTEGER NOT NULL DEFAULT 0,
	note TEXT NOT NULL DEFAULT '',
	UNIQUE (estimate_id, ordinal)
) STRICT;
CREATE TABLE estimate_step (
	id INTEGER PRIMARY KEY,
	estimate_id INTEGER NOT NULL REFERENCES estimate (id)
	    ON DELETE CASCADE,
	step TEXT NOT NULL CHECK (step IN ('submit', 'appraise', 'approve',
	    'return')),
	number TEXT NOT NULL,
	on_date TEXT NOT NULL,
	body TEXT NOT NULL,
	amount INTEGER NOT NULL CHECK (amount >= 0),
	note TEXT NOT NULL DEFAULT ''
) STRICT;

-- What was allocated and spent, per year and source. src/funding.c owns it.
CREATE TABLE funding (
	id INTEGER PRIMARY KEY,
	estimate_id INTEGER REFERENCES estimate (id),
	kind TEXT NOT NULL CHECK (kind IN ('allocated', 'spent')),
	year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2200),
	source TEXT NOT NULL CHECK (source IN ('budget', 'integrated')),
	number TEXT NOT NULL DEFAULT '',
	on_date TEXT NOT NULL,
	amount INTEGER NOT NULL CHECK (amount > 0),
	note TEXT NOT NULL DEFAULT '',
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;

-- What a source agency holds and has still to arrange, as counted on a day
-- (KH 318/KH-UBND, CV 3904/UBND-NC). src/agency.c owns it and "org".
CREATE TABLE backlog (
	id INTEGER PRIMARY KEY,
	org_id INTEGER NOT NULL REFERENCES org (id),
	counted_on TEXT NOT NULL,
	held_milli INTEGER NOT NULL DEFAULT 0 CHECK (held_milli >= 0),
	backlog_milli INTEGER NOT NULL DEFAULT 0 CHECK (backlog_milli >= 0),
	arranged_milli INTEGER NOT NULL DEFAULT 0 CHECK (arranged_milli >= 0),
	estimate INTEGER NOT NULL DEFAULT 0 CHECK (estimate >= 0),
	due_on TEXT NOT NULL DEFAULT '',
	basis TEXT NOT NULL DEFAULT '',
	note TEXT NOT NULL DEFAULT '',
	rev INTEGER NOT NULL DEFAULT 1,
	UNIQUE (org_id, counted_on)
) STRICT;

-- Deposits (giao nộp): due, registered, received with minutes. Only permanent
-- files count. src/transfer.c owns it.
CREATE TABLE transfer (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 60),
	org_id INTEGER NOT NULL REFERENCES org (id),
	title TEXT NOT NULL DEFAULT '',
	due_on TEXT NOT NULL,
	registered_on TEXT NOT NULL DEFAULT '',
	register_number TEXT NOT NULL DEFAULT '',
	received_on TEXT NOT NULL DEFAULT '',
	minutes TEXT NOT NULL DEFAULT '',
	files INTEGER NOT NULL DEFAULT 0 CHECK (files >= 0),
	boxes INTEGER NOT NULL DEFAULT 0 CHECK (boxes >= 0),
	metres_milli INTEGER NOT NULL DEFAULT 0 CHECK (metres_milli >= 0),
	refused INTEGER NOT NULL DEFAULT 0 CHECK (refused >= 0),
				-- offered, but not of permanent value
	note TEXT NOT NULL DEFAULT '',
	rev INTEGER NOT NULL DEFAULT 1,
	CHECK (received_on = '' OR minutes <> '')
) STRICT;

-- Khó khăn, vướng mắc. src/difficulty.c owns it.
CREATE TABLE difficulty (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 60),
	org_id INTEGER REFERENCES org (id),
	received_on TEXT NOT NULL,
	number TEXT NOT NULL DEFAULT '',
	topic TEXT NOT NULL DEFAULT '',
	content TEXT NOT NULL CHECK (length(content) > 0),
	forwarded_on TEXT NOT NULL DEFAULT '',
	forwarded_number TEXT NOT NULL DEFAULT '',
	answered_on TEXT NOT NULL DEFAULT '',
	answer_number TEXT NOT NULL DEFAULT '',
	answer TEXT NOT NULL DEFAULT '',
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Phổ biến, quán triệt: who, when, how. src/dissemination.c owns it.
CREATE TABLE dissemination (
	id INTEGER PRIMARY KEY,
	org_id INTEGER NOT NULL REFERENCES org (id),
	held_on TEXT NOT NULL,
	form TEXT NOT NULL,
	people INTEGER NOT NULL DEFAULT 0 CHECK (people >= 0),
	content TEXT NOT NULL DEFAULT '',
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Tasks by body and deadline. src/task.c owns it.
CREATE TABLE task (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 60),
	title TEXT NOT NULL CHECK (length(title) > 0),
	body TEXT NOT NULL,
	due_on TEXT NOT NULL DEFAULT '',
	done_on TEXT NOT NULL DEFAULT '',
	basis TEXT NOT NULL DEFAULT '',
	note TEXT NOT NULL DEFAULT '',
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Letters in and out, and the sent annual reports. src/letter.c owns it.
CREATE TABLE letter (
	id INTEGER PRIMARY KEY,
	direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
	number TEXT NOT NULL,
	on_date TEXT NOT NULL,
	body TEXT NOT NULL,
	about TEXT NOT NULL,
	kind TEXT NOT NULL DEFAULT ''		-- 'annual-report', ''
	    CHECK (kind IN ('', 'annual-report')),
	year INTEGER NOT NULL DEFAULT 0,	-- of the annual report
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;

INSERT INTO recorded VALUES ('holiday'), ('carry_rule'), ('snapshot'),
    ('snapshot_year'), ('plan_share'), ('norm'), ('estimate'),
    ('estimate_line'), ('estimate_step'), ('funding'), ('backlog'),
    ('transfer'), ('difficulty'), ('dissemination'), ('task'), ('letter');

-- Days off by Bộ luật Lao động 2019, Điều 112; lunar days computed for
-- Vietnamese time (the day before Tết and four days of it), substitute days by
-- Điều 111.3. A notice of the year changes the list: bansao holiday.
INSERT INTO holiday (day, name) VALUES
    ('2023-01-01', 'Tết Dương lịch'),
    ('2023-01-02', 'Nghỉ bù Tết Dương lịch'),
    ('2023-01-21', 'Tết Nguyên đán'),
    ('2023-01-22', 'Tết Nguyên đán'),
    ('2023-01-23', 'Tết Nguyên đán'),
    ('2023-01-24', 'Tết Nguyên đán'),
    ('2023-01-25', 'Tết Nguyên đán'),
    ('2023-01-26', 'Nghỉ bù Tết Nguyên đán'),
    ('2023-01-27', 'Nghỉ bù Tết Nguyên đán'),
    ('2023-04-29', 'Giỗ Tổ Hùng Vương'),
    ('2023-04-30', 'Ngày Chiến thắng'),
    ('2023-05-01', 'Quốc tế Lao động'),
    ('2023-05-02', 'Nghỉ bù Ngày Chiến thắng'),
    ('2023-09-01', 'Quốc khánh'),
    ('2023-09-02', 'Quốc khánh'),
    ('2023-09-04', 'Nghỉ bù Quốc khánh'),
    ('2024-01-01', 'Tết Dương lịch'),
    ('2024-02-09', 'Tết Nguyên đán'),
    ('2024-02-10', 'Tết Nguyên đán'),
    ('2024-02-11', 'Tết Nguyên đán'),
    ('2024-02-12', 'Tết Nguyên đán'),
    ('2024-02-13', 'Tết Nguyên đán'),
    ('2024-02-14', 'Nghỉ bù Tết Nguyên đán'),
    ('2024-02-15', 'Nghỉ bù Tết Nguyên đán'),
    ('2024-04-18', 'Giỗ Tổ Hùng Vương'),
    ('2024-04-30', 'Ngày Chiến thắng'),
    ('2024-05-01', 'Quốc tế Lao động'),
    ('2024-09-02', 'Quốc khánh'),
    ('2024-09-03', 'Quốc khánh'),
    ('2025-01-01', 'Tết Dương lịch'),
    ('2025-01-28', 'Tết Nguyên đán'),
    ('2025-01-29', 'Tết Nguyên đán'),
    ('2025-01-30', 'Tết Nguyên đán'),
    ('2025-01-31', 'Tết Nguyên đán'),
    ('2025-02-01', 'Tết Nguyên đán'),
    ('2025-02-03', 'Nghỉ bù Tết Nguyên đán'),
    ('2025-04-07', 'Giỗ Tổ Hùng Vương'),
    ('2025-04-30', 'Ngày Chiến thắng'),
    ('2025-05-01', 'Quốc tế Lao động'),
    ('2025-09-01', 'Quốc khánh'),
    ('2025-09-02', 'Quốc khánh'),
    ('2026-01-01', 'Tết Dương lịch'),
    ('2026-02-16', 'Tết Nguyên đán'),
    ('2026-02-17', 'Tết Nguyên đán'),
    ('2026-02-18', 'Tết Nguyên đán'),
    ('2026-02-19', 'Tết Nguyên đán'),
    ('2026-02-20', 'Tết Nguyên đán'),
    ('2026-04-26', 'Giỗ Tổ Hùng Vương'),
    ('2026-04-27', 'Nghỉ bù Giỗ Tổ Hùng Vương'),
    ('2026-04-30', 'Ngày Chiến thắng'),
    ('2026-05-01', 'Quốc tế Lao động'),
    ('2026-09-01', 'Quốc khánh'),
    ('2026-09-02', 'Quốc khánh'),
    ('2027-01-01', 'Tết Dương lịch'),
    ('2027-02-05', 'Tết Nguyên đán'),
    ('2027-02-06', 'Tết Nguyên đán'),
    ('2027-02-07', 'Tết Nguyên đán'),
    ('2027-02-08', 'Tết Nguyên đán'),
    ('2027-02-09', 'Tết Nguyên đán'),
    ('2027-02-10', 'Nghỉ bù Tết Nguyên đán'),
    ('2027-02-11', 'Nghỉ bù Tết Nguyên đán'),
    ('2027-04-16', 'Giỗ Tổ Hùng Vương'),
    ('2027-04-30', 'Ngày Chiến thắng'),
    ('2027-05-01', 'Quốc tế Lao động'),
    ('2027-05-03', 'Nghỉ bù Quốc tế Lao động'),
    ('2027-09-01', 'Quốc khánh'),
    ('2027-09-02', 'Quốc khánh'),
    ('2028-01-01', 'Tết Dương lịch'),
    ('2028-01-03', 'Nghỉ bù Tết Dương lịch'),
    ('2028-01-25', 'Tết Nguyên đán'),
    ('2028-01-26', 'Tết Nguyên đán'),
    ('2028-01-27', 'Tết Nguyên đán'),
    ('2028-01-28', 'Tết Nguyên đán'),
    ('2028-01-29', 'Tết Nguyên đán'),
    ('2028-01-31', 'Nghỉ bù Tết Nguyên đán'),
    ('2028-04-04', 'Giỗ Tổ Hùng Vương'),
    ('2028-04-30', 'Ngày Chiến thắng'),
    ('2028-05-01', 'Quốc tế Lao động'),
    ('2028-09-01', 'Quốc khánh'),
    ('2028-09-02', 'Quốc khánh'),
    ('2028-09-04', 'Nghỉ bù Quốc khánh'),
    ('2029-01-01', 'Tết Dương lịch'),
    ('2029-02-12', 'Tết Nguyên đán'),
    ('2029-02-13', 'Tết Nguyên đán'),
    ('2029-02-14', 'Tết Nguyên đán'),
    ('2029-02-15', 'Tết Nguyên đán'),
    ('2029-02-16', 'Tết Nguyên đán'),
    ('2029-04-23', 'Giỗ Tổ Hùng Vương'),
    ('2029-04-30', 'Ngày Chiến thắng'),
    ('2029-05-01', 'Quốc tế Lao động'),
    ('2029-09-02', 'Quốc khánh'),
    ('2029-09-03', 'Quốc khánh'),
    ('2029-09-04', 'Nghỉ bù Quốc khánh'),
    ('2030-01-01', 'Tết Dương lịch'),
    ('2030-02-01', 'Tết Nguyên đán'),
    ('2030-02-02', 'Tết Nguyên đán'),
    ('2030-02-03', 'Tết Nguyên đán'),
    ('2030-02-04', 'Tết Nguyên đán'),
    ('2030-02-05', 'Tết Nguyên đán'),
    ('2030-02-06', 'Nghỉ bù Tết Nguyên đán'),
    ('2030-02-07', 'Nghỉ bù Tết Nguyên đán'),
    ('2030-04-12', 'Giỗ Tổ Hùng Vương'),
    ('2030-04-30', 'Ngày Chiến thắng'),
    ('2030-05-01', 'Quốc tế Lao động'),
    ('2030-09-02', 'Quốc khánh'),
    ('2030-09-03', 'Quốc khánh'),
    ('2031-01-01', 'Tết Dương lịch'),
    ('2031-01-22', 'Tết Nguyên đán'),
    ('2031-01-23', 'Tết Nguyên đán'),
    ('2031-01-24', 'Tết Nguyên đán'),
    ('2031-01-25', 'Tết Nguyên đán'),
    ('2031-01-26', 'Tết Nguyên đán'),
    ('2031-01-27', 'Nghỉ bù Tết Nguyên đán'),
    ('2031-01-28', 'Nghỉ bù Tết Nguyên đán'),
    ('2031-04-01', 'Giỗ Tổ Hùng Vương'),
    ('2031-04-30', 'Ngày Chiến thắng'),
    ('2031-05-01', 'Quốc tế Lao động'),
    ('2031-09-01', 'Quốc khánh'),
    ('2031-09-02', 'Quốc khánh'),
    ('2032-01-01', 'Tết Dương lịch'),
    ('2032-02-10', 'Tết Nguyên đán'),
    ('2032-02-11', 'Tết Nguyên đán'),
    ('2032-02-12', 'Tết Nguyên đán'),
    ('2032-02-13', 'Tết Nguyên đán'),
    ('2032-02-14', 'Tết Nguyên đán'),
    ('2032-02-16', 'Nghỉ bù Tết Nguyên đán'),
    ('2032-04-19', 'Giỗ Tổ Hùng Vương'),
    ('2032-04-30', 'Ngày Chiến thắng'),
    ('2032-05-01', 'Quốc tế Lao động'),
    ('2032-05-03', 'Nghỉ bù Quốc tế Lao động'),
    ('2032-09-01', 'Quốc khánh'),
    ('2032-09-02', 'Quốc khánh'),
    ('2033-01-01', 'Tết Dương lịch'),
    ('2033-01-03', 'Nghỉ bù Tết Dương lịch'),
    ('2033-01-30', 'Tết Nguyên đán'),
    ('2033-01-31', 'Tết Nguyên đán'),
    ('2033-02-01', 'Tết Nguyên đán'),
    ('2033-02-02', 'Tết Nguyên đán'),
    ('2033-02-03', 'Tết Nguyên đán'),
    ('2033-02-04', 'Nghỉ bù Tết Nguyên đán'),
    ('2033-04-09', 'Giỗ Tổ Hùng Vương'),
    ('2033-04-11', 'Nghỉ bù Giỗ Tổ Hùng Vương'),
    ('2033-04-30', 'Ngày Chiến thắng'),
    ('2033-05-01', 'Quốc tế Lao động'),
    ('2033-05-02', 'Nghỉ bù Ngày Chiến thắng'),
    ('2033-05-03', 'Nghỉ bù Quốc tế Lao động'),
    ('2033-09-01', 'Quốc khánh'),
    ('2033-09-02', 'Quốc khánh'),
    ('2034-01-01', 'Tết Dương lịch'),
    ('2034-01-02', 'Nghỉ bù Tết Dương lịch'),
    ('2034-02-18', 'Tết Nguyên đán'),
    ('2034-02-19', 'Tết Nguyên đán'),
    ('2034-02-20', 'Tết Nguyên đán'),
    ('2034-02-21', 'Tết Nguyên đán'),
    ('2034-02-22', 'Tết Nguyên đán'),
    ('2034-02-23', 'Nghỉ bù Tết Nguyên đán'),
    ('2034-02-24', 'Nghỉ bù Tết Nguyên đán'),
    ('2034-04-28', 'Giỗ Tổ Hùng Vương'),
    ('2034-04-30', 'Ngày Chiến thắng'),
    ('2034-05-01', 'Quốc tế Lao động'),
    ('2034-09-01', 'Quốc khánh'),
    ('2034-09-02', 'Quốc khánh'),
    ('2034-09-04', 'Nghỉ bù Quốc khánh'),
    ('2035-01-01', 'Tết Dương lịch'),
    ('2035-02-07', 'Tết Nguyên đán'),
    ('2035-02-08', 'Tết Nguyên đán'),
    ('2035-02-09', 'Tết Nguyên đán'),
    ('2035-02-10', 'Tết Nguyên đán'),
    ('2035-02-11', 'Tết Nguyên đán'),
    ('2035-02-12', 'Nghỉ bù Tết Nguyên đán'),
    ('2035-02-13', 'Nghỉ bù Tết Nguyên đán'),
    ('2035-04-17', 'Giỗ Tổ Hùng Vương'),
    ('2035-04-30', 'Ngày Chiến thắng'),
    ('2035-05-01', 'Quốc tế Lao động'),
    ('2035-09-02', 'Quốc khánh'),
    ('2035-09-03', 'Quốc khánh'),
    ('2035-09-04', 'Nghỉ bù Quốc khánh'),
    ('2036-01-01', 'Tết Dương lịch'),
    ('2036-01-27', 'Tết Nguyên đán'),
    ('2036-01-28', 'Tết Nguyên đán'),
    ('2036-01-29', 'Tết Nguyên đán'),
    ('2036-01-30', 'Tết Nguyên đán'),
    ('2036-01-31', 'Tết Nguyên đán'),
    ('2036-02-01', 'Nghỉ bù Tết Nguyên đán'),
    ('2036-04-06', 'Giỗ Tổ Hùng Vương'),
    ('2036-04-07', 'Nghỉ bù Giỗ Tổ Hùng Vương'),
    ('2036-04-30', 'Ngày Chiến thắng'),
    ('2036-05-01', 'Quốc tế Lao động'),
    ('2036-09-01', 'Quốc khánh'),
    ('2036-09-02', 'Quốc khánh');
UPDATE holiday SET basis = 'Bộ luật Lao động 2019, Điều 112; điều chỉnh theo thông báo hằng năm';
