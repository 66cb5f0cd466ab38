SELECT sql FROM statement WHERE sql_file = $sql_file
