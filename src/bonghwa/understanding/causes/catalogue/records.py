"""Causes in what databases and caches keep: schema, data, memory, snapshots."""

from bonghwa.understanding.causes.cause import Adapt, Cause, Sign, phrases
from bonghwa.understanding.causes.finding import Look

_STATUS = Look("db.status", "see connections, locks, long statements and who holds what")

RECORDS = (
    Cause(
        key="missing_table",
        severity="high",
        why="a table, column or database that the program needs is not there: a migration was not run, or another schema is used",
        apart="missing_file is about the file system; auth_failed hides tables that exist (ORA-00942)",
        signs=(
            Sign(
                phrases(
                    """relation * does not exist | undefinedtable | undefined table | undefined_table
                    | no such table | table * doesn't exist | table * does not exist
                    | base table or view not found | er_no_such_table | error 1146 | (1146 | invalid object name
                    | ora-00942 | table or view does not exist | <42p01> | <42s02> | unknown table
                    | er_bad_table | table not found | table * not found | missing table | unconfigured table
                    | unconfigured columnfamily | schema-validation: missing | no such collection | ns not found
                    | ns does not exist | namespacenotfound | unknown collection | has no table named
                    | table_not_found | tablenotfoundexception | tableorviewnotfound | nosuchtable | <p2021>
                    | view does not exist | -204, sqlstate=42704 | sqlcode=-204 | has not been created yet
                    | does not exist in the current database"""
                ),
                0.95,
                unless=("file", "routing table"),
            ),
            Sign(
                phrases(
                    """no such column | column * does not exist | unknown column | er_bad_field_error | (1054
                    | ora-00904 | invalid column name | undefinedcolumn | has no column named | unknown database
                    | er_bad_db_error | (1049 | database * does not exist | cannot open database
                    | keyspace * does not exist | schema * does not exist | pending migration
                    | migrations are pending | unapplied migration | migrationpending | run rake db:migrate
                    | db:migrate | have not been run | <p2022> | index_not_found_exception | no such index
                    | indexnotfoundexception | invalidcatalogname | sequence * does not exist | missing column
                    | missing sequence | ora-04043 | ora-02289 | function * does not exist
                    | unknown topic or partition | unknown_topic_or_partition"""
                ),
                0.72,
                less=("topic",),
            ),
            Sign(
                phrases(
                    """테이블이 존재하지 | 테이블이 없 | 테이블을 찾을 수 없 | 테이블 또는 뷰가 존재하지 | 릴레이션이 없 | 릴레이션(relation)이 없 | 이름의 릴레이션
                    | 개체 이름이 잘못 | 개체 이름 * 잘못 | 마이그레이션이 실행되지 | 칼럼이 없 | 컬럼이 없"""
                ),
                0.92,
            ),
            Sign(
                (
                    "table * not found",
                    "table * missing",
                    "table * exist",
                    "schema * exist",
                    "migration * fail",
                ),
                0.45,
                unless=("table already exists", "already exist", "routing"),
            ),
        ),
        look=(
            _STATUS,
            Look("logs.errors", "see whether it began with a deployment"),
            Look("integrity.check", "see whether the connection's configuration changed"),
        ),
    ),
    Cause(
        key="constraint_violation",
        severity="warning",
        why="the data breaks a rule of the schema: unique, not-null, reference, range or length",
        apart="missing_table is the schema's fault; here the schema refuses one row",
        signs=(
            Sign(
                phrases(
                    """violates unique constraint | violates not-null constraint
                    | violates foreign key constraint | violates check constraint
                    | violates exclusion constraint | violates row-level security | duplicate key
                    | duplicate entry | er_dup_entry | error 1062 | (1062 | unique constraint | uniqueconstraint
                    | uniqueviolation | not null constraint failed | check constraint | foreign key constraint
                    | foreign key constraint fails | foreign key mismatch | foreignkeyviolation
                    | notnullviolation | checkviolation | er_no_referenced_row | er_row_is_referenced
                    | er_bad_null_error | column * cannot be null | data too long for column | er_data_too_long
                    | out of range value | er_warn_data_out_of_range | value too long for type | ora-00001
                    | ora-01400 | ora-01407 | ora-02290 | ora-02291 | ora-02292 | ora-12899 | ora-01438
                    | ora-01722 | violation of primary key | violation of unique | cannot insert duplicate key
                    | cannot insert the value null | conflicted with the | would be truncated | integrityerror
                    | constraintviolation | dataintegrityviolation | integrity constraint
                    | integrityconstraintviolation | constraint violation | constraint failed | e11000
                    | duplicate key error | doesn't have a default value | numeric field overflow
                    | integer out of range | smallint out of range | bigint out of range | out of range for type
                    | data truncat | sqlite_constraint | uniqueconstrainterror | recordnotunique
                    | null value in column | already exists. | key (*)=(*) already exists
                    | key (*)=(*) is not present | sqlstate 23505 | [23505] | (23505) | '23505' | "23505"
                    | error: 23505 | sqlstate 23503 | [23503] | (23503) | '23503' | "23503" | error: 23503
                    | sqlstate 23502 | [23502] | (23502) | '23502' | "23502" | error: 23502 | sqlstate 23514
                    | [23514] | (23514) | '23514' | "23514" | error: 23514 | <p2002> | <p2003>
                    | er_truncated_wrong_value | incorrect * value: | incorrect string value
                    | incorrect datetime value | incorrect integer value | incorrect decimal value
                    | stringdatarighttruncation | numericvalueoutofrange | invaliddatetimeformat
                    | arithmetic overflow error | ora-06502 | documentvalidationfailure
                    | document failed validation"""
                ),
                0.93,
                unless=phrases("""no unique or exclusion constraint | kubernetes constraint"""),
            ),
            Sign(
                phrases(
                    """invalid input syntax for | invalid input value for enum | version_conflict_engine_exception
                    | document already exists | not-null property references | propertyvalueexception
                    | validation failed: | conversion failed when converting | invalid byte sequence for encoding
                    | has a null constraint | unique index"""
                ),
                0.62,
            ),
            Sign(
                phrases(
                    """무결성 제약 | 중복된 키 | 중복 키 | 고유 제약 | 고유 제약 조건 | 유일성 제약 | 유니크 제약 | not null 제약 | null을 삽입
                    | null을 넣을 수 없 | 외래 키 제약 | 참조키 | 참조 무결성 | 제약 조건 * 위반 | 제약 조건을 위반 | 제약 조건에 위배 | 제약조건 * 위반
                    | 제약조건을 위반 | 제약조건에 위배 | 제약 위반 | 너무 긴 값 | 값이 너무 큼 | 값이 너무 큽"""
                ),
                0.9,
            ),
            Sign(
                ("<duplicate>", "<constraint>", "already exists"),
                0.36,
                unless=(
                    "directory",
                    "file already exists",
                    "topology",
                    "container name",
                    "directive is duplicate",
                    "affinity",
                ),
            ),
        ),
        look=(_STATUS, Look("logs.errors", "see which key or column, and whether a job repeats it")),
        adapt=(Adapt("high", ("fatal",)),),
    ),
    Cause(
        key="cache_memory_limit",
        severity="critical",
        why="the cache server reached its configured memory limit and refuses writes",
        apart="oom_killed is the kernel; here the server answers, with an error to each write",
        signs=(
            Sign(
                phrases(
                    """oom command not allowed | command not allowed when used memory | used memory > 'maxmemory'
                    | out of memory storing object | maxmemory reached | maxmemory limit
                    | maxmemory has been reached | reached maxmemory | exceeds maxmemory
                    | used_memory over maxmemory | memory limit of the cache | object too large for cache
                    | oom error command not allowed"""
                ),
                0.97,
            ),
            Sign(
                ("maxmemory", "maxmemory-policy"),
                0.4,
                unless=("warning: 32 bit", "maxmemory not set"),
            ),
            Sign(
                (
                    "최대 메모리 * 초과",
                    "redis 메모리 * 초과",
                    "redis 메모리 * 부족",
                    "redis 메모리 한도",
                    "캐시 메모리 * 초과",
                    "캐시 메모리 * 부족",
                    "캐시 메모리 한도",
                ),
                0.75,
            ),
        ),
        look=(
            Look("host.resources", "see whether the host has memory to give"),
            Look("db.status", "see used memory, policy and largest keys"),
            Look("logs.errors", "see which clients fail by it"),
        ),
    ),
    Cause(
        key="persistence_failure",
        severity="critical",
        why="the cache server cannot write its snapshot or log file, and may refuse writes",
        apart="cache_memory_limit is memory; the reason underneath is often disk_full or permission_denied",
        signs=(
            Sign(
                phrases(
                    """<misconf> | unable to persist on disk | not able to persist on disk
                    | background saving error | background save failed | background saving terminated
                    | background saving failed | failed opening the rdb file | failed opening the temp rdb
                    | failed opening the append only file | failed opening .rdb | failed opening * for saving
                    | error moving temp db file | error moving temp append only | write error saving db on disk
                    | can't save in background | can't rewrite append only file | error writing to the aof
                    | bad file format reading the append only file | can't open or create append-only
                    | can't open the append | unexpected end of file reading the append only
                    | short read or oom loading db | failed to write rdb | bgsave failed | bgrewriteaof failed
                    | stop-writes-on-bgsave-error | short write while writing to the aof
                    | error trying to save the db | rdb_last_bgsave_status:err | aof_last_write_status:err
                    | aof write error | background aof | append only file rewrite
                    | background append only file rewriting | fatal error loading the db | can't chdir to
                    | wrong signature trying to load db"""
                ),
                0.95,
                unless=phrases(
                    """terminated with success | successfully | started by pid | finished successfully"""
                ),
            ),
            Sign(
                phrases(
                    """asynchronous aof fsync is taking too long | rdb: failed | saving the db | failed to save"""
                ),
                0.5,
            ),
            Sign(("rdb 저장 실패", "aof 쓰기", "스냅샷을 저장할 수 없", "디스크에 저장하지 못"), 0.85),
        ),
        look=(
            Look("host.resources", "see space, inodes and memory for the fork"),
            Look("logs.errors", "read the server's own reason"),
            Look("integrity.check", "see owner and mode of its directory"),
        ),
        adapt=(Adapt("warning", ("fsync is taking too long",)),),
    ),
)
