SELECT * FROM node_status ORDER BY since, node_id
